// Checks the bytes of a YAML file before any parser sees them.
#pragma once

#include <memory>
#include <string>

#include "runner/problem.hpp"

namespace giosim::runner {

// Removes a byte order mark and ends the last line. Call before the text becomes a SourceFile.
void tidy_ends(std::string& text);

// Is the text UTF-8 without control characters? If not, the first bad place is in `problems`.
// (yaml-cpp takes U+0004 for the end of the file and would silently read half of it.)
bool check_characters(const std::shared_ptr<const SourceFile>& source, Problems& problems);

}  // namespace giosim::runner
