// The families and their buckets.
#include "http/metrics.h"

#include <prometheus/text_serializer.h>

#include <algorithm>

namespace zq::http {

namespace {
const prometheus::Histogram::BucketBoundaries bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                     0.1,   0.25,   0.5,   1,    2.5,   10};
}

Metrics::Metrics()
    : requests_{prometheus::BuildCounter()
                    .Name("zuoquan_http_requests_total")
                    .Help("Requests answered, by operation and status.")
                    .Register(registry_)},
      refusals_{prometheus::BuildCounter()
                    .Name("zuoquan_problems_total")
                    .Help("Problems answered, by code.")
                    .Register(registry_)},
      seconds_{prometheus::BuildHistogram()
                   .Name("zuoquan_http_request_seconds")
                   .Help("Time from the request being read to its reply being ready.")
                   .Register(registry_)},
      connections_{prometheus::BuildGauge()
                       .Name("zuoquan_http_connections")
                       .Help("Open connections.")
                       .Register(registry_)
                       .Add({})},
      queue_{prometheus::BuildGauge()
                 .Name("zuoquan_http_queue")
                 .Help("Requests waiting for a worker.")
                 .Register(registry_)
                 .Add({})},
      writer_queue_{prometheus::BuildGauge()
                        .Name("zuoquan_writer_queue")
                        .Help("Commands that have a place with their programme's writer.")
                        .Register(registry_)
                        .Add({})},
      writer_rounds_{prometheus::BuildCounter()
                         .Name("zuoquan_writer_rounds_total")
                         .Help("Rounds that writers have decided and committed.")
                         .Register(registry_)
                         .Add({})},
      writer_commands_{prometheus::BuildCounter()
                           .Name("zuoquan_writer_commands_total")
                           .Help("Commands decided in them.")
                           .Register(registry_)
                           .Add({})} {}

void Metrics::answered(const std::string& operation, int status, std::int64_t micros) {
    requests_.Add({{"operation", operation}, {"status", std::to_string(status)}}).Increment();
    seconds_.Add({{"operation", operation}}, bounds).Observe(static_cast<double>(micros) / 1e6);
}

void Metrics::refused(const std::string& code) {
    refusals_.Add({{"code", code}}).Increment();
}

void Metrics::connections(std::int64_t open) {
    connections_.Set(static_cast<double>(open));
}

void Metrics::queued(std::int64_t waiting) {
    queue_.Set(static_cast<double>(waiting));
}

void Metrics::writer(const Writer::Load& load) {
    const auto raise = [](prometheus::Counter& counter, std::int64_t to) {
        counter.Increment(std::max(0.0, static_cast<double>(to) - counter.Value()));
    };
    writer_queue_.Set(static_cast<double>(load.queued));
    raise(writer_rounds_, load.rounds);
    raise(writer_commands_, load.commands);
}

std::string Metrics::text() const {
    return prometheus::TextSerializer{}.Serialize(registry_.Collect());
}

}  // namespace zq::http
