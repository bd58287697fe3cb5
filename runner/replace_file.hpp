// Replacing a file so that after a power cut it is the old one or the new one, whole.
#pragma once

#include <expected>
#include <string>

namespace giosim::runner {

// The error is a sentence, and then the file is as it was.
std::expected<void, std::string> replace_file(const std::string& path, const std::string& text);

// A file that is whole takes the place, and the name, of another one in the same folder. A symbolic
// link stays one: what it leads to is replaced.
std::expected<void, std::string> take_place(const std::string& fresh, const std::string& path);

}  // namespace giosim::runner
