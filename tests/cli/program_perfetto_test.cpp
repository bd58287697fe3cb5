// giosim run --perfetto, end to end.

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using Catch::Contains;

namespace giosim::cli {

TEST_CASE("run --perfetto writes the run as a Chrome trace, beside the story", "[cli][perfetto]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));

  const Ended quiet = giosim(folder, {"run", "-q", "--perfetto", "quiet.json", "a.yaml"});
  const Ended drawn = giosim(folder, {"run", "--format=jsonl", "-o", "a.jsonl", "--seed=1",
                                      "--perfetto", "drawn.json", "a.yaml"});

  CHECK(quiet.code == 0);
  CHECK(quiet.out == "");
  CHECK(drawn.code == 0);
  for (const char* file : {"quiet.json", "drawn.json"}) {
    const std::string text = text_of(folder / file);
    const auto trace = boost::json::parse(text);
    CHECK(trace.at("traceEvents").as_array().size() > 100);
    CHECK_THAT(text, Contains("\"name\":\"server, boot 1\""));
    // Once, although the choices of one were drawn in a run before.
    const std::size_t first = text.find("\"seq\":1,");
    CHECK(first != std::string::npos);
    CHECK(text.find("\"seq\":1,", first + 1) == std::string::npos);
  }
}

TEST_CASE("where --perfetto cannot write it says so, and the run fails", "[cli][perfetto]") {
  const TempFolder folder;
  folder.write("a.yaml", scenario("a"));
  folder.write("b.yaml", scenario("b"));

  const Ended full = giosim(folder, {"run", "-q", "--perfetto", "/dev/full", "a.yaml"});
  const Ended nowhere = giosim(folder, {"run", "--perfetto", "nowhere/a.json", "a.yaml"});
  const Ended two = giosim(folder, {"run", "--perfetto", "t.json", "a.yaml", "b.yaml"});
  const Ended itself = giosim(folder, {"run", "--perfetto", "a.yaml", "a.yaml"});

  CHECK(full.code == 2);
  CHECK_THAT(full.err, Contains("cannot write /dev/full: No space left on device"));
  CHECK(nowhere.code == 2);
  CHECK_THAT(nowhere.err, Contains("nowhere/a.json"));
  CHECK(two.code == 2);
  CHECK_THAT(two.err, Contains("give one scenario with --perfetto"));
  CHECK(itself.code == 2);
  CHECK_THAT(itself.err, Contains("would overwrite the scenario a.yaml"));
}

}  // namespace giosim::cli
