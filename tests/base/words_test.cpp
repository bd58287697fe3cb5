#include "base/words.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <fstream>
#include <regex>
#include <set>
#include <string>

#include "tests/places.hpp"

using namespace giosim;

namespace {

// The name of an enumerator as the compiler writes it: "giosim::NodeState::claimed", or
// "(giosim::NodeState)6" where there is none of that value.
template <auto kValue>
constexpr std::string_view compilers_name() {
  std::string_view name = __PRETTY_FUNCTION__;
  name.remove_prefix(name.find("kValue = ") + 9);
  return name.substr(0, name.find_first_of(";]"));
}

template <class Enum, std::size_t kIndex>
constexpr bool is_enumerator() {
  return compilers_name<static_cast<Enum>(kIndex)>().front() != '(';
}

template <class Enum, std::size_t kIndex>
std::string enumerators_name() {
  const std::string_view name = compilers_name<static_cast<Enum>(kIndex)>();
  return std::string(name.substr(name.rfind(':') + 1));
}

template <class Enum, std::size_t... kIndex>
std::vector<std::string> enumerators_names(std::index_sequence<kIndex...>) {
  return {enumerators_name<Enum, kIndex>()...};
}

std::string lower(std::string_view word) {
  std::string text(word);
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

template <class Enum>
std::string type_name() {
  const std::string_view name = compilers_name<Enum{}>();
  const std::string_view type = name.substr(0, name.rfind("::"));
  return std::string(type.substr(type.rfind(':') + 1));
}

// How many enumerations stand in base/words.hpp.
std::set<std::string> enumerations_in_the_header() {
  std::ifstream header(source_folder() / "base/words.hpp");
  REQUIRE(header.good());
  const std::string text(std::istreambuf_iterator<char>(header), {});
  const std::regex enumeration("\nenum class ([A-Za-z]+)");
  std::set<std::string> names;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), enumeration);
       at != std::sregex_iterator(); ++at)
    names.insert((*at)[1].str());
  return names;
}

#define ENUMERATIONS                                                                           \
  NodeState, NumberState, Because, SkipReason, AssignedBy, CandidateCode, StoreCopy, PowerOff, \
      InitStage, EntryFate, LinkSpeed, LogicalKind, FrameFate

template <class... Enum>
std::set<std::string> names_of() {
  return {type_name<Enum>()...};
}

// A name cannot begin with a digit: fd100 for 100FD.
std::string as_name(std::string word) {
  const std::size_t letters = word.find_first_not_of("0123456789");
  return word.substr(letters) + word.substr(0, letters);
}

}  // namespace

TEST_CASE("every enumeration of base/words.hpp is tested here", "[base]") {
  CHECK(names_of<ENUMERATIONS>() == enumerations_in_the_header());
}

TEMPLATE_TEST_CASE("a table of words has one word for each enumerator", "[base]", ENUMERATIONS) {
  constexpr std::size_t kSize = kWords<TestType>.size();

  STATIC_REQUIRE(is_enumerator<TestType, kSize - 1>());
  STATIC_REQUIRE_FALSE(is_enumerator<TestType, kSize>());
}

TEMPLATE_TEST_CASE("a word is the name of its enumerator", "[base]", ENUMERATIONS) {
  constexpr std::size_t kSize = kWords<TestType>.size();
  const auto names = enumerators_names<TestType>(std::make_index_sequence<kSize>());

  for (std::size_t i = 0; i < kSize; ++i) CHECK(as_name(lower(word(static_cast<TestType>(i)))) == names[i]);
}

TEMPLATE_TEST_CASE("reading a word gives back what it was printed for", "[base]", ENUMERATIONS) {
  for (std::size_t i = 0; i < kWords<TestType>.size(); ++i) {
    const TestType value = static_cast<TestType>(i);

    CHECK(parse_word<TestType>(word(value)) == value);
  }
}

TEMPLATE_TEST_CASE("a word that is in no table is not read", "[base]", ENUMERATIONS) {
  CHECK_FALSE(parse_word<TestType>("").has_value());
  CHECK_FALSE(parse_word<TestType>("no such word").has_value());
  CHECK_FALSE(parse_word<TestType>(std::string(word(TestType{})) + " ").has_value());
  CHECK_FALSE(parse_word<TestType>(word(TestType{}).substr(1)).has_value());
}

TEST_CASE("the S/W state of a node is spelt as ioscan prints it", "[base]") {
  CHECK(word(NodeState::claimed) == "CLAIMED");
  CHECK(word(NodeState::no_hw) == "NO_HW");
}
