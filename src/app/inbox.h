// Who is told what: the messages that follow from an event, and the reminders of a rulebook.
//
// They are posted in the transaction of the event, so none exists without its cause and none is
// lost.
#pragma once

#include "app/store.h"

namespace zq {

// One message for each party that an event concerns; the actor's own organisation is told, too,
// because several people may act for it. `subjects` are those of the event.
std::vector<Message> messages_of(const Event& event, const std::vector<Subject>& subjects,
                                 const WorkingSet& tables);

// The reminder of an order's pending deadline; its `dedupe` makes it appear once.
Message reminder_of(ProgrammeId programme, const Order& order, const Reminder& reminder,
                    Instant now);

}  // namespace zq
