// Step by step: deadlines that have passed, the act, then what was expected against what came.
#include "main/scenario_run.h"

#include <algorithm>

#include <fmt/format.h>

#include "main/scenario_acts.h"
#include "main/scenario_setup.h"
#include "main/scenario_sight.h"
#include "store/memory/memory_store.h"

namespace zq {

namespace {

Value reasons_of(const Refusal& refusal) {
    Value::List reasons;
    for (const Reason& reason : refusal.reasons()) {
        reasons.emplace_back(Value::Map{{"code", name_of(reason.code)},
                                        {"clauses", encode(reason.clauses)},
                                        {"facts", reason.facts},
                                        {"errors", encode(reason.errors)}});
    }
    return reasons;
}

class Running {
public:
    Running(const Scenario& scenario, std::shared_ptr<const Rulebook> rulebook, const Trace& trace,
            Store& store)
        : scenario_{scenario}, world_{scenario, std::move(rulebook), store}, trace_{trace} {}

    ScenarioResult run() {
        const ScenarioStep* at = nullptr;
        try {
            set_up(world_);
            trace_events();
            for (const ScenarioStep& step : scenario_.steps) {
                at = &step;
                if (const std::string problem = run_step(step); !problem.empty()) {
                    return {false, place_of(step) + problem};
                }
            }
        } catch (const std::exception& error) {
            trace_events();
            return {false, (at ? place_of(*at) : "setup: ") + error.what()};
        }
        return {true, {}};
    }

private:
    static std::string place_of(const ScenarioStep& step) {
        return fmt::format("step {} ({}, line {}): ", step.number, step.verb, step.line);
    }

    // What does not hold, or nothing.
    std::string run_step(const ScenarioStep& step) {
        world_.clock().move_to(step.at);
        world_.use_cases().fire_deadlines();
        const bool only_looks = step.verb == "see" || step.verb == "wait" || step.verb == "quota";
        const Answer answer = only_looks ? Answer{Accepted{}} : carry_out(world_, step);
        const ScenarioFields came = seen_after(world_, step, answer);
        std::string problem = wrong_outcome(step, answer);
        if (problem.empty()) problem = wrong_keys(step, came);
        trace_events();
        trace_step(step, answer, problem);
        return problem;
    }

    std::string difference(std::string_view expected, std::string_view came) const {
        return fmt::format("expected {}, came {}", expected, came);
    }

    std::string wrong_outcome(const ScenarioStep& step, const Answer& answer) const {
        const bool should_refuse = field_or<std::string>(step.expect, "outcome", "ok") == "refused";
        if (!should_refuse) {
            return answer ? "" : difference("outcome ok", to_text(answer.error()));
        }
        const auto* code = field<std::string>(step.expect, "code");
        const auto* clause = field<std::string>(step.expect, "clause");
        std::string expected = "refused";
        if (code) expected += " " + *code;
        if (clause) expected += " (" + *clause + ")";
        if (answer) return difference(expected, "outcome ok");

        const Refusal& refusal = answer.error();
        const Clauses clauses = refusal.clauses();
        const bool right_code = !code || *code == name_of(refusal.code());
        const bool right_clause = !clause || std::ranges::find(clauses, *clause) != clauses.end();
        if (!right_code || !right_clause) return difference(expected, to_text(refusal));
        return wrong_errors(step, refusal);
    }

    std::string wrong_errors(const ScenarioStep& step, const Refusal& refusal) const {
        const auto expected = step.expect.find("errors");
        if (expected == step.expect.end()) return "";
        ScenarioValue::List list;
        for (const std::string& error : refusal.errors()) list.push_back({error, 0});
        const ScenarioValue came{std::move(list), 0};
        if (came == expected->second) return "";
        return difference("errors = " + text(expected->second), text(came));
    }

    std::string wrong_keys(const ScenarioStep& step, const ScenarioFields& came) const {
        for (const auto& [key, expected] : step.expect) {
            if (key == "outcome" || key == "code" || key == "clause" || key == "errors") continue;
            const auto found = came.find(key);
            if (found == came.end()) {
                return difference(key + " = " + text(expected), "nothing: it does not exist");
            }
            if (found->second != expected) {
                return difference(key + " = " + text(expected), text(found->second));
            }
        }
        return "";
    }

    std::string text(const ScenarioValue& value) const {
        return to_text(value, world_.rulebook().zone);
    }

    // ---- the trace

    void trace_events() {
        if (!trace_) return;
        std::vector<std::pair<Instant, std::string>> lines;
        for (const ProgrammeId log : {registry, world_.programme()}) {
            std::int64_t& from = next_seq_[log];
            from = std::max<std::int64_t>(from, 1);
            for (const LogEntry& entry : world_.use_cases().store().read(log)->log(from, 100'000)) {
                from = entry.seq + 1;
                lines.emplace_back(entry.time, event_line(entry, log));
            }
            if (log == world_.programme() && log == registry) break;
        }
        std::ranges::stable_sort(lines, {}, &std::pair<Instant, std::string>::first);
        for (const auto& [at, line] : lines) trace_(line);
    }

    std::string event_line(const LogEntry& entry, ProgrammeId log) const {
        Value event = parse_canonical(entry.bytes).value_or(Value{entry.bytes});
        if (event.if_map()) event["time"] = Value{to_rfc3339(entry.time, world_.rulebook().zone)};
        return canonical(Value{
            Value::Map{{"scenario", scenario_.file},
                       {"log", log == registry ? std::string{"registry"} : scenario_.programme},
                       {"event", std::move(event)}}});
    }

    void trace_step(const ScenarioStep& step, const Answer& answer,
                    const std::string& problem) const {
        if (!trace_) return;
        Value::Map line{{"scenario", scenario_.file},
                        {"step", step.number},
                        {"line", step.line},
                        {"time", to_rfc3339(step.at, world_.rulebook().zone)},
                        {"by", step.by},
                        {"do", step.verb},
                        {"outcome", answer ? "ok" : "refused"},
                        {"holds", problem.empty() ? 1 : 0}};
        if (!problem.empty()) line.emplace("problem", problem);
        if (!answer) line.emplace("reasons", reasons_of(answer.error()));
        trace_(canonical(Value{std::move(line)}));
    }

    const Scenario& scenario_;
    ScenarioWorld world_;
    const Trace& trace_;
    std::map<ProgrammeId, std::int64_t> next_seq_;
};

}  // namespace

ScenarioResult run_scenario(const Scenario& scenario, std::shared_ptr<const Rulebook> rulebook,
                            const Trace& trace) {
    MemoryStore store;
    return run_scenario(scenario, std::move(rulebook), trace, store);
}

ScenarioResult run_scenario(const Scenario& scenario, std::shared_ptr<const Rulebook> rulebook,
                            const Trace& trace, Store& store) {
    return Running{scenario, std::move(rulebook), trace, store}.run();
}

}  // namespace zq
