// giosim schema: JSON Schemas, generated from the tables that the program itself works with.

#include <memory>

#include "cli/scenario_schema.hpp"
#include "cli/subcommand.hpp"
#include "runner/report/trace_schema.hpp"

namespace giosim {

namespace cli {

enum class SchemaOf { scenario, trace };

}  // namespace cli

template <>
inline constexpr auto kWords<cli::SchemaOf> = WordTable<2>{"scenario", "trace"};

namespace cli {

Work prepare_schema(Arguments& arguments) {
  const auto of = std::make_shared<SchemaOf>(SchemaOf::scenario);
  arguments.word("scenario|trace", "of what (default: scenario)", *of).alone = true;
  return [of](Terminal& terminal) {
    if (*of == SchemaOf::trace) {
      const std::string schema = report::trace_schema();
      terminal.out << schema << (schema.ends_with('\n') ? "" : "\n");
      return ExitCode::passed;
    }
    terminal.out << scenario_schema() << '\n';
    return ExitCode::passed;
  };
}

}  // namespace cli
}  // namespace giosim
