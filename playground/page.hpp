// What the playground begins with: its page, as web/ has built it, and the text in its editor.
#pragma once

#include <string_view>

namespace giosim::playground {

std::string_view page();        // HTML
std::string_view first_text();  // YAML: the document's example

}  // namespace giosim::playground
