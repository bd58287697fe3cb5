#include "pi/catalogue.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "tests/places.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

std::string refusal(std::string_view source) {
  const auto catalogue = Catalogue::parse(source);
  return catalogue ? "" : catalogue.error();
}

std::string message(std::string_view source, int set, int number) {
  const auto catalogue = Catalogue::parse(source);
  REQUIRE(catalogue);
  return std::string(catalogue->get(set, number, "(none)"));
}

std::set<std::string> places(const std::string& text) {
  static const std::regex kPlace("%([0-9]\\$s|.)");
  std::set<std::string> places;
  for (std::sregex_iterator at(text.begin(), text.end(), kPlace), end; at != end; ++at)
    places.insert(at->str());
  return places;
}

}  // namespace

TEST_CASE("every message of the program is in the English catalogue, word for word", "[pi]") {
  const Catalogue english = Catalogue::of_language("C");

  Catalogue::Messages known;
  for (const MessageId& id : all_messages())
    CHECK(known.emplace(std::pair(id.set, id.number), id.text).second);  // no number twice
  CHECK(english.messages() == known);
}

TEST_CASE("every catalogue has the messages of the English one, with the same places", "[pi]") {
  const Catalogue english = Catalogue::of_language("C");
  CHECK(catalogue_sources().size() >= 2);

  for (const CatalogueSource& one : catalogue_sources()) {
    INFO(one.language);
    const auto catalogue = Catalogue::parse(one.source);
    REQUIRE(catalogue);
    CHECK(catalogue->messages().size() == english.messages().size());
    for (const auto& [key, text] : english.messages()) {
      INFO("set " << key.first << " message " << key.second);
      const std::string other(catalogue->get(key.first, key.second, "(none)"));
      CHECK(places(other) == places(text));
      CHECK(other.ends_with('\n') == text.ends_with('\n'));
    }
  }
}

TEST_CASE("the host's gencat takes every catalogue", "[pi]") {
  if (std::system("command -v gencat > /dev/null 2>&1") != 0) {
    WARN("gencat is not installed");
    return;
  }
  for (const CatalogueSource& one : catalogue_sources()) {
    const std::string source = (source_folder() / "pi/nls" / one.language).string();
    const auto compiled =
        std::filesystem::temp_directory_path() / ("giosim-" + std::string(one.language) + ".cat");
    INFO(source);
    CHECK(std::system(("LC_ALL=C.UTF-8 gencat '" + compiled.string() + "' '" + source + ".msg'")
                          .c_str()) == 0);
    std::filesystem::remove(compiled);
  }
}

TEST_CASE("the language is that of LANG, whatever its code set", "[pi]") {
  const auto speaks = [](std::string_view lang) {
    return Catalogue::of_language(lang).text({kDiskFull, {}});
  };

  CHECK(speaks("C") == "no space left on device");
  CHECK(speaks("POSIX") == "no space left on device");
  CHECK(speaks("") == "no space left on device");
  CHECK(speaks("fr_FR.iso88591") == "no space left on device");
  CHECK(speaks("de") == "no space left on device");
  CHECK(speaks("de_DE") == "kein Platz mehr auf dem Gerät");
  CHECK(speaks("de_DE.utf8") == "kein Platz mehr auf dem Gerät");
  CHECK(speaks("de_DE.iso885915@euro") == "kein Platz mehr auf dem Gerät");
}

TEST_CASE("catgets: a message that is not there has the text that the caller gives", "[pi]") {
  CHECK(message("$set 2\n1 here\n", 2, 1) == "here");
  CHECK(message("$set 2\n1 here\n", 2, 2) == "(none)");
  CHECK(message("$set 2\n1 here\n", 1, 1) == "(none)");
}

TEST_CASE("gencat's format is understood", "[pi]") {
  CHECK(message("$ a remark\n\n1 plain \"text\n", 1, 1) == "plain \"text");
  CHECK(message("$quote \"\n1 \" kept \"  behind\n", 1, 1) == " kept ");
  CHECK(message("$quote \"\n1 \"say \\\"hp\\\"\"\n", 1, 1) == "say \"hp\"");
  CHECK(message("$quote \"\n1 \"a\"\n$quote\n2 \"b\"\n", 1, 2) == "\"b\"");
  CHECK(message("1 a\\tb\\nc\\\\d\\101e\n", 1, 1) == "a\tb\nc\\dAe");
  CHECK(message("1 one \\\ntwo\n", 1, 1) == "one two");
  CHECK(message("1 ends with \\\\\n2 next\n", 1, 1) == "ends with \\");
  CHECK(message("1\n", 1, 1).empty());
  CHECK(message("$set 1\n1 a\n$set 3 named\n1 c\n", 3, 1) == "c");
}

TEST_CASE("what is wrong with a catalogue is said with its line", "[pi]") {
  CHECK(refusal("$set 0\n") == "line 1: $set needs a number from 1 to 32767");
  CHECK(refusal("$set 2\n$set 1\n") == "line 2: sets must come in ascending order");
  CHECK(refusal("\nhello\n") == "line 2: a message needs a number from 1 to 32767");
  CHECK(refusal("1x hello\n") == "line 1: a message needs a number from 1 to 32767");
  CHECK(refusal("40000 hello\n") == "line 1: a message needs a number from 1 to 32767");
  CHECK(refusal("1 a\n1 b\n") == "line 2: message 1 is there twice");
  CHECK(refusal("$delset 1\n").starts_with("line 1: $delset"));
  CHECK(refusal("$sett 1\n").starts_with("line 1: '$sett 1' is no directive"));
}

TEST_CASE("arguments take their places, in any order", "[pi]") {
  const std::vector<std::string> two = {"one", "%1$s"};

  CHECK(filled("%2$s before %1$s", two) == "%1$s before one");
  CHECK(filled("100%% of %1$s", two) == "100% of one");
  CHECK(filled("%3$s and %d and %", two) == "%3$s and %d and %");
}
