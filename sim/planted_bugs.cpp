// The list; the bugs themselves stand in the sources, each as planted(number).
#include "planted_bugs.h"

#include "base/planted.h"

namespace zq {

#ifdef ZQ_PLANTED_BUGS
int planted_bug = 0;
#endif

namespace sim {

namespace {

constexpr PlantedBug bugs[] = {
    {1, "A", "a voucher too many is sold"},
    {2, "A", "a declined order keeps its voucher"},
    {3, "A", "a cancelled order keeps its part of the budget"},
    {4, "A", "claims are taken before the opening"},
    {5, "A", "a closed programme takes claims"},
    {6, "A", "claims go on one day after their last"},
    {7, "A", "sold out names the latest event instead of the one that took the last"},
    {8, "A", "requests of a round are decided from the last to the first"},
    {9, "A", "the budget is not asked"},
    {10, "B", "a lapsed order keeps its quota"},
    {11, "B", "quota limits nothing while some is left"},
    {12, "B", "quota counts for the year after"},
    {13, "B", "every enterprise is taken for a micro one"},
    {14, "B", "a credit code is registered twice"},
    {15, "C", "shares are rounded up"},
    {16, "C", "the whole contract counts, however long"},
    {17, "C", "the ceiling of an order is forgotten"},
    {18, "C", "a reviewer may approve more than is held"},
    {19, "C", "a batch pays what was held instead of what was approved"},
    {20, "C", "the payment file leaves out the second order of an account"},
    {21, "C", "an order is batched twice"},
    {22, "C", "returned money is not booked"},
    {23, "C", "a failed payment stays spent"},
    {24, "D", "deadlines fire a second early"},
    {25, "D", "deadlines do not fire before a command"},
    {26, "D", "make-up days are not worked"},
    {27, "D", "the first day counts"},
    {28, "D", "days end in Greenwich"},
    {29, "D", "a deadline is over in its last second"},
    {30, "D", "an order that waits for acceptance never lapses"},
    {31, "D", "deadlines are extended without bound"},
    {32, "D", "the clock of the machine counts, though the log is further"},
    {33, "D", "a contract may be older than its order"},
    {34, "E", "an order is completed without a contract"},
    {35, "E", "a redemption is taken back after it was opened"},
    {36, "E", "a batch is settled before its notice is over"},
    {37, "E", "an objection suspends nothing"},
    {38, "E", "a declined order can still be accepted"},
    {39, "F", "an invoice that another order stands on is taken"},
    {40, "F", "the registry lets two orders reserve one invoice"},
    {41, "F", "a handed-in invoice is released at once"},
    {42, "G", "acts of two persons take one"},
    {43, "G", "who proposed it approves it, too"},
    {44, "G", "one person reviews and pays out"},
    {45, "G", "anybody moves anybody's order"},
    {46, "G", "an administrator may have another role"},
    {47, "G", "another bank account is paid to at once"},
    {48, "H", "a ban keeps nobody from anything"},
    {49, "H", "a ban stays in its programme"},
    {50, "H", "a sanction does not freeze what is under way"},
    {51, "H", "a barred provider's products stay on sale"},
    {52, "H", "a refund is reckoned on the whole contract"},
    {53, "H", "a ban ends on the day it begins"},
    {54, "I", "keys of requests are ignored"},
    {55, "I", "a key answers whatever the body"},
    {56, "I", "everybody shares one space of keys"},
    {57, "I", "answered, and never committed"},
    {58, "I", "the answer is not kept with its event"},
    {59, "I", "messages are lost"},
    {60, "I", "an acceptance leaves no event"},
    {61, "I", "what the registry knows is not copied at a start"},
    {62, "J", "the chain forgets the link before"},
    {63, "F", "a file is known by its name, not by its bytes"},
    {64, "F", "more files of a kind are taken than one"},
    {65, "F", "the scanner is not asked"},
    {66, "F", "what acts have named is swept out like the rest"},
    {67, "F", "what nobody uses stays"},
    {68, "F", "a file is acknowledged and not shelved"},
    {69, "G", "an audit administrator does the acts of all others"},
    {70, "G", "whoever wants to may take the papers of an order"},
    {71, "G", "a reviewer goes on reading what is decided"},
    {72, "G", "papers are read without a line in the trail"},
    {73, "G", "clear values are read without a line in the trail"},
    {74, "F", "a file is listed before its bytes are there"},
    {75, "F", "an upload that broke off leaves its bytes for good"},
    {76, "G", "a look counts as written down before it is"},
};

}  // namespace

std::span<const PlantedBug> planted_bugs() {
    return bugs;
}

bool plant([[maybe_unused]] int number) {
#ifdef ZQ_PLANTED_BUGS
    planted_bug = number;
    return true;
#else
    return false;
#endif
}

}  // namespace sim
}  // namespace zq
