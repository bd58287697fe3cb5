#include "cli/arguments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "base/nearest_word.hpp"
#include "runner/problem.hpp"

namespace giosim::cli {
namespace {

std::uint64_t number_in(std::string_view name, const std::string& text, std::uint64_t least) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || number < least) {
    throw UsageError(fmt::format("{} wants a whole number from {} on, found {}", name, least,
                                 runner::in_quotes(text)));
  }
  return number;
}

std::vector<std::string> names_of(const Arguments& arguments) {
  std::vector<std::string> names{"--help"};
  for (const Argument& argument : arguments.all())
    if (!argument.alone) names.push_back(argument.name);
  return names;
}

// What CLI11 could not place: options nobody knows, or words that nobody waits for.
[[noreturn]] void refuse_extras(const Arguments& arguments,
                                const std::vector<std::string>& extras) {
  const auto option = std::ranges::find_if(
      extras, [](const std::string& extra) { return extra.size() > 1 && extra[0] == '-'; });
  if (option == extras.end()) {
    throw UsageError(fmt::format("what is {} for? Nothing more was expected",
                                 runner::in_quotes(extras.front())));
  }
  const std::string name = option->substr(0, option->find('='));
  throw UsageError(fmt::format("there is no option {}{}", runner::in_quotes(name),
                               did_you_mean(name, names_of(arguments))));
}

// Is this word an option that takes the next one for its value?
bool wants_next(const Arguments& arguments, const std::string& word) {
  return std::ranges::any_of(arguments.all(), [&](const Argument& argument) {
    return !argument.alone && !argument.value.empty() &&
           (word == argument.name || word == argument.letter);
  });
}

// The command line with a "--" where the options end.
std::vector<std::string> with_end_of_options(const Arguments& arguments,
                                             std::span<const std::string> command_line) {
  std::vector<std::string> words(command_line.begin(), command_line.end());
  const auto ender = std::ranges::find_if(
      arguments.all(), [](const Argument& argument) { return bool(argument.ends_options); });
  if (ender == arguments.all().end()) return words;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    if (words[i].size() > 1 && words[i].front() == '-') {
      if (wants_next(arguments, words[i])) ++i;
    } else if (ender->ends_options(words[i])) {
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(i), "--");
      break;
    }
  }
  return words;
}

}  // namespace

std::size_t index_of_word(std::string_view what, const std::string& word,
                          std::span<const std::string> words) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) {
    throw UsageError(fmt::format("{}: expected one of {}; found {}{}", what, fmt::join(words, ", "),
                                 runner::in_quotes(word), did_you_mean(word, words)));
  }
  return static_cast<std::size_t>(found - words.begin());
}

Argument& Arguments::flag(std::string name, std::string sentence, bool& set) {
  return add({.name = std::move(name),
              .value = {},
              .sentence = std::move(sentence),
              .take = [&set](const std::string&) { set = true; }});
}

Argument& Arguments::text(std::string name, std::string value, std::string sentence,
                          std::optional<std::string>& chosen) {
  return add({.name = std::move(name),
              .value = std::move(value),
              .sentence = std::move(sentence),
              .take = [&chosen](const std::string& text) { chosen = text; }});
}

Argument& Arguments::texts(std::string name, std::string value, std::string sentence,
                           std::vector<std::string>& chosen) {
  return add({.name = std::move(name),
              .value = std::move(value),
              .sentence = std::move(sentence),
              .many = true,
              .take = [&chosen](const std::string& text) { chosen.push_back(text); }});
}

Argument& Arguments::file(std::string name, std::string sentence,
                          std::optional<std::string>& chosen) {
  return add({.name = std::move(name),
              .value = "FILE",
              .sentence = std::move(sentence),
              .offer = Offer::files,
              .take = [&chosen](const std::string& text) { chosen = text; }});
}

Argument& Arguments::number(std::string name, std::string sentence,
                            std::optional<std::uint64_t>& chosen, std::uint64_t least) {
  return add({.name = name,
              .value = "N",
              .sentence = std::move(sentence),
              .take = [name, least, &chosen](const std::string& text) {
                chosen = number_in(name, text, least);
              }});
}

Argument& Arguments::files(std::string value, std::string sentence,
                           std::vector<std::string>& chosen, bool required) {
  return add({.name = std::move(value),
              .value = {},
              .sentence = std::move(sentence),
              .alone = true,
              .required = required,
              .many = true,
              .offer = Offer::files,
              .take = [&chosen](const std::string& text) { chosen.push_back(text); }});
}

Argument& Arguments::add_word(std::string name, std::string sentence,
                              std::vector<std::string> words,
                              std::function<void(std::size_t)> choose) {
  return add({.name = name,
              .value = fmt::format("{}", fmt::join(words, "|")),
              .sentence = std::move(sentence),
              .offer = Offer::words,
              .words = [words] { return words; },
              .take = [name, words, choose](
                          const std::string& word) { choose(index_of_word(name, word, words)); }});
}

bool parse(const Arguments& arguments, std::span<const std::string> command_line) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  bool help = false;
  app.add_flag("-h,--help", help);

  std::vector<std::vector<std::string>> values(arguments.all().size());
  std::vector<CLI::Option*> options;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Argument& argument = arguments.all()[i];
    const bool is_switch = !argument.alone && argument.value.empty();
    const std::string names =
        argument.letter.empty() ? argument.name : argument.letter + "," + argument.name;
    CLI::Option* option = is_switch ? app.add_flag(names)
                                    : app.add_option(argument.alone ? "words" : names, values[i]);
    if (!is_switch && !argument.alone) option->allow_extra_args(false);
    if (argument.alone && !argument.many) option->expected(0, 1);
    options.push_back(option);
  }

  try {
    std::vector<std::string> backwards = with_end_of_options(arguments, command_line);
    std::ranges::reverse(backwards);
    app.parse(backwards);
  } catch (const CLI::ArgumentMismatch&) {
    // Some option has lost its value: the last word, or one that stands before another option.
    for (std::size_t i = 0; i < options.size(); ++i)
      if (!arguments.all()[i].value.empty() && !arguments.all()[i].alone && !command_line.empty() &&
          (command_line.back() == arguments.all()[i].name ||
           command_line.back() == arguments.all()[i].letter))
        throw UsageError(fmt::format("{} wants a value: {} {}", arguments.all()[i].name,
                                     arguments.all()[i].name, arguments.all()[i].value));
    throw UsageError("an option stands there without its value");
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  if (help) return false;
  std::vector<std::string> extras = app.remaining();
  std::erase(extras, "--");  // which CLI11 has obeyed, and counts among them all the same
  if (!extras.empty()) refuse_extras(arguments, extras);

  for (std::size_t i = 0; i < values.size(); ++i) {
    const Argument& argument = arguments.all()[i];
    if (argument.required && values[i].empty())
      throw UsageError(fmt::format("{} is missing", argument.name));
    if (!argument.alone && argument.value.empty()) {
      if (options[i]->count() > 0) argument.take({});
      continue;
    }
    // Said twice, an option that takes one value takes the last: aliases of a shell can be
    // overruled.
    if (!argument.many && values[i].size() > 1) values[i] = {values[i].back()};
    for (const std::string& value : values[i]) argument.take(value);
  }
  return true;
}

}  // namespace giosim::cli
