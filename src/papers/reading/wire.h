// What goes over the pipe between reader and caller: canonical bytes, as in the log.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/paper_reader.h"

namespace zq::papers {

std::string to_wire(const app::Inspection& inspection);
std::string to_wire(const Transcript& transcript);
std::string to_wire(const std::expected<app::SheetCells, app::SheetFault>& form);

// Empty when it is not what the reader writes, or more than it may.
std::optional<app::Inspection> inspection_from_wire(std::string_view bytes);
std::optional<Transcript> transcript_from_wire(std::string_view bytes);
std::optional<std::expected<app::SheetCells, app::SheetFault>> form_from_wire(
    std::string_view bytes);

}  // namespace zq::papers
