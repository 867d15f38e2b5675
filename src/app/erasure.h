// Erasing what is known of a person: openings of its names, its logins, its devices. What remains
// is a number in the log, whose chain is as it was.
#pragma once

#include "app/store.h"

namespace zq {

// Every commitment that an image of this entity in the log has had in this field.
std::vector<std::string> commitments_of(Reader& reader, const Subject& subject,
                                        const std::string& field);
// Nobody can open them any more.
void erase_openings(Store& store, ProgrammeId programme,
                    const std::vector<std::string>& commitments);

// False when somebody still acts through the person: its memberships end first.
bool erase_person(Store& store, PersonId person);

}  // namespace zq
