#include "runner/yaml_document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <spanstream>
#include <string_view>

#include "base/nearest_word.hpp"
#include "runner/yaml_builder.hpp"
#include "runner/yaml_text.hpp"

namespace giosim::runner {
namespace {

// What the parser says, and what we say instead.
struct Wording {
  std::string_view theirs;
  std::string_view ours;
};
constexpr Wording kWordings[] = {
    {"illegal map value",
     "a ': ' may not stand here; is a quote missing, or is the line indented differently from its "
     "neighbours?"},
    {"illegal map key",
     "a key may not begin here; is the line indented differently from its neighbours?"},
    {"illegal block entry", "a '- ' may not stand here; does the list belong on its own lines?"},
    {"illegal flow end", "a bracket closes here that was never opened"},
    {"end of map not found",
     "this does not fit the map above it; is it indented differently, or is its ':' missing?"},
    {"end of map flow not found", "the map that '{' began needs a ',' or a '}' here"},
    {"end of sequence not found",
     "this does not fit the list above it; is it indented differently, or is its '- ' missing?"},
    {"end of sequence flow not found", "the list that '[' began needs a ',' or a ']' here"},
    {"illegal EOF in scalar", "the file ends inside a quoted text; its closing quote is missing"},
    {"illegal document indicator in scalar",
     "the document ends inside a quoted text; its closing quote is missing"},
    {"illegal tab when looking for indentation", "a tab may not indent YAML; use spaces"},
    {"unknown token", "a value may not begin with this character; put it in quotes"},
    {"illegal character in scalar", "a value may not begin with this character; put it in quotes"},
    {"cannot assign multiple anchors to the same node", "a value can have one anchor only"},
    {"cannot assign multiple tags to the same node", "a value can have one tag only"},
    {"aliases can't have any content, *including* tags", "an alias can have no tag and no anchor"},
    {"unknown escape character: ", "unknown escape in a text with double quotes: \\"},
    {"Bad file", "the file cannot be read"},
};

std::string our_wording(std::string_view theirs) {
  for (const Wording& wording : kWordings)
    if (theirs.starts_with(wording.theirs))
      return std::string(wording.ours) + std::string(theirs.substr(wording.theirs.size()));
  return fmt::format("not YAML: {}", theirs);
}

// "alias '*bsae' has no anchor '&bsae' above it; did you mean 'base'?"
std::string unknown_alias(std::string_view line, std::size_t at, const YamlBuilder& builder) {
  std::string_view name = line.substr(std::min(at + 1, line.size()));
  name = name.substr(0, name.find_first_of(" \t,]}"));
  return fmt::format("alias {} has no anchor '&' of that name above it{}",
                     in_quotes("*" + std::string(name)),
                     did_you_mean(name, builder.anchor_names()));
}

void add(const YAML::Exception& error, const SourceFile& source, YamlBuilder& builder,
         Problems& problems) {
  if (!error.mark.is_null()) {
    // Tabs make the parser stumble over something else; say what it is.
    const std::string_view line = source.line(error.mark.line + 1);
    YAML::Mark indented = error.mark;
    indented.column = static_cast<int>(std::min(line.find_first_not_of(" \t-"), line.size()));
    if (builder.refuse_tab_before(indented)) return;
  }
  const Mark where = builder.mark(error.mark);
  if (error.msg.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR)) {
    const auto byte = static_cast<std::size_t>(std::max(error.mark.column, 0));
    problems.add(where, unknown_alias(source.line(where.line), byte, builder));
    return;
  }
  problems.add(where, our_wording(error.msg));
}

}  // namespace

std::string found(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::null:
      return "nothing";
    case YamlKind::sequence:
      return "a list";
    case YamlKind::map:
      return "a map";
    case YamlKind::scalar:
      break;
  }
  return node.quotes == YamlQuotes::none ? in_quotes(node.text)
                                         : "the quoted text " + in_quotes(node.text);
}

std::optional<YamlDocument> read_yaml(std::string name, std::string text, Problems& problems,
                                      const YamlLimits& limits, YamlSpent* spent) {
  YamlSpent alone;
  if (!spent) spent = &alone;
  if (text.size() > limits.bytes - spent->bytes) {
    problems.add_file(name, fmt::format("more than {} bytes to read", limits.bytes));
    return std::nullopt;
  }
  spent->bytes += text.size();
  tidy_ends(text);
  const auto source = std::make_shared<const SourceFile>(std::move(name), std::move(text));
  if (!check_characters(source, problems)) return std::nullopt;

  YamlBuilder builder(source, limits, *spent, problems);
  try {
    std::ispanstream stream(source->text());
    YAML::Parser parser(stream);
    // The builder stops the parser when a second document begins.
    while (parser.HandleNextDocument(builder)) continue;
    builder.refuse_unclosed_quote();
  } catch (const YAML::Exception& error) {
    add(error, *source, builder, problems);
    return std::nullopt;
  } catch (const YamlStop&) {
    return std::nullopt;
  }

  if (!builder.root() || builder.root()->kind == YamlKind::null) {
    problems.add({source, 1, 1}, "there is nothing in this file");
    return std::nullopt;
  }
  return YamlDocument(*builder.root(), {builder.store()});
}

}  // namespace giosim::runner
