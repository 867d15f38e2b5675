// What the server counts, as Prometheus reads it. Labels are routes and codes, never persons or
// ids.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <string>

#include "app/writer.h"

namespace zq::http {

class Metrics {
public:
    Metrics();

    void answered(const std::string& operation, int status, std::int64_t micros);
    void refused(const std::string& code);
    void connections(std::int64_t open);
    void queued(std::int64_t waiting);
    void writer(const Writer::Load& load);
    std::string text() const;

private:
    prometheus::Registry registry_;
    prometheus::Family<prometheus::Counter>& requests_;
    prometheus::Family<prometheus::Counter>& refusals_;
    prometheus::Family<prometheus::Histogram>& seconds_;
    prometheus::Gauge& connections_;
    prometheus::Gauge& queue_;
    prometheus::Gauge& writer_queue_;
    prometheus::Counter& writer_rounds_;
    prometheus::Counter& writer_commands_;
};

}  // namespace zq::http
