// Layout: text in 80 columns, for help and lists.
#pragma once

#include <cstddef>
#include <ostream>
#include <string_view>

namespace giosim::cli {

inline constexpr std::size_t kWidth = 80;

// "  name   sentence": the sentence stands at `column`, wrapped; below the name when that is long.
void print_row(std::ostream& out, std::string_view name, std::string_view sentence,
               std::size_t column);

// A paragraph, wrapped, every line with this indent.
void print_paragraph(std::ostream& out, std::string_view text, std::size_t indent);

// Lines as they are, each with an indent of two.
void print_indented(std::ostream& out, std::string_view lines);

}  // namespace giosim::cli
