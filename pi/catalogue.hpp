// Message catalogues, as catopen(3C) and catgets(3C) give them to a program.
//
// The sources are pi/nls/<language>.msg in gencat(1)'s format, which giosim reads itself: the build
// puts their bytes into the program, so that no file must be found at run time.
//
// Document, "High-level architecture": the library has "support for message catalogs".
#pragma once

#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "pi/message.hpp"

namespace giosim::pi {

class Catalogue {
 public:
  // gencat's source: $set, $quote, remarks, messages with the escapes of gencat(1), and a backslash
  // that continues a line; $delset is refused. The error names the line.
  static std::expected<Catalogue, std::string> parse(std::string_view source);

  // By LANG as it is set on the emulated machine: "de_DE", "de_DE.utf8" and "de_DE.iso88591@euro"
  // are German; whatever there is no catalogue for, and "C" and "POSIX", is English.
  static Catalogue of_language(std::string_view lang);

  // catgets(3C): the message, or the text given when the catalogue does not have it.
  std::string_view get(int set, int number, std::string_view otherwise) const;

  std::string text(const Message& message) const {
    return filled(get(message.id.set, message.id.number, message.id.text), message.arguments);
  }

  using Messages = std::map<std::pair<int, int>, std::string>;  // by set and number
  const Messages& messages() const { return messages_; }

 private:
  Messages messages_;
};

// What the build has put into the program.
struct CatalogueSource {
  std::string_view language;  // "de_DE"
  std::string_view source;
};
std::span<const CatalogueSource> catalogue_sources();

}  // namespace giosim::pi
