// A table in plain text: columns as wide as their widest cell, two blanks between them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace giosim::report {

std::string table_text(const std::vector<std::vector<std::string>>& rows, std::string_view indent);

}  // namespace giosim::report
