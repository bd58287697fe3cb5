// giosim teach, and run --html: where the page goes, and what may be in its way.

#include "tests/cli/program.hpp"

using Catch::Contains;

namespace giosim::cli {
namespace {

const std::string kScenario = R"(scenario: one </script><b>card</b>
says: One card.
machines:
  m:
    slots:
      0/4/1/0: {driver: igelan, mac: 0x00306E00000A}
steps:
  - boot: m
)";

std::string trace_in(const std::string& page) {
  const std::string mark = "id=\"trace\">[\n";
  const std::size_t begin = page.find(mark);
  REQUIRE(begin != std::string::npos);
  const std::size_t end = page.find("\n]</script>", begin);
  REQUIRE(end != std::string::npos);
  return page.substr(begin + mark.size(), end - begin - mark.size());
}

std::string replaced(std::string text, const std::string& old, const std::string& fresh) {
  for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += fresh.size())
    text.replace(at, old.size(), fresh);
  return text;
}

TEST_CASE("a page is called like its scenario, and holds the very trace of the run", "[teach]") {
  const TempFolder folder;
  folder.write("lessons/card.yaml", kScenario);

  const Ended ended = giosim(folder, {"teach", "lessons/card.yaml"});
  const Ended trace = giosim(folder, {"run", "--format", "jsonl", "lessons/card.yaml"});

  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK(ended.out.starts_with("card.html: "));
  const std::string page = text_of(folder / "card.html");
  const std::string lines = replaced(trace_in(page), ",\n", "\n") + "\n";
  CHECK(lines == replaced(trace.out, "<", "\\u003c"));
}

TEST_CASE("no name of a scenario can break out of its page", "[teach]") {
  const TempFolder folder;
  folder.write("card.yaml", kScenario);

  REQUIRE(giosim(folder, {"teach", "card.yaml"}).code == 0);

  const std::string page = text_of(folder / "card.html");
  CHECK(page.find("<title>one &lt;/script&gt;&lt;b&gt;card") != std::string::npos);
  CHECK(trace_in(page).find('<') == std::string::npos);
  CHECK(page.find("<b>card") == std::string::npos);
}

TEST_CASE("a page of giosim's own is made anew, with the same bytes. Another file is left alone",
          "[teach]") {
  const TempFolder folder;
  folder.write("card.yaml", kScenario);
  REQUIRE(giosim(folder, {"teach", "card.yaml"}).code == 0);
  const std::string first = text_of(folder / "card.html");
  CHECK(giosim(folder, {"teach", "card.yaml"}).code == 0);
  CHECK(text_of(folder / "card.html") == first);

  folder.write("card.html", "<!doctype html>my own notes");
  const Ended refused = giosim(folder, {"teach", "card.yaml"});

  CHECK(refused.code == 2);
  CHECK(refused.err.find("card.html is there already") != std::string::npos);
  CHECK(text_of(folder / "card.html") == "<!doctype html>my own notes");
  CHECK(giosim(folder, {"teach", "-o", "card.html", "card.yaml"}).code == 0);
  CHECK(text_of(folder / "card.html") == first);
}

TEST_CASE("a run that fails its expectations has its page, and says so", "[teach]") {
  const TempFolder folder;
  folder.write("card.yaml", kScenario + "expect:\n  - ioconfig: {machine: m, records: {7: 0/4/1/0}}\n");

  const Ended ended = giosim(folder, {"teach", "-o", "page.html", "card.yaml"});

  CHECK(ended.code == 1);
  CHECK(ended.out.find("FAILED") != std::string::npos);
  CHECK(ended.out.find("the run has failed, and the page shows how it went") != std::string::npos);
  const std::string page = text_of(folder / "page.html");
  CHECK_THAT(trace_in(page), Contains(R"("failures":["ioconfig of m: )"));
  CHECK_THAT(trace_in(page), Contains("(card.yaml:"));
  CHECK_THAT(page, Contains("<h2>The run has failed</h2>\n<ul><li>ioconfig of m: "));
}

TEST_CASE("a page may go to standard output, and is alone there", "[teach]") {
  const TempFolder folder;
  folder.write("card.yaml", kScenario);

  const Ended ended = giosim(folder, {"teach", "-o", "-", "card.yaml"});

  CHECK(ended.code == 0);
  CHECK(ended.out.starts_with("<!doctype html>"));
  CHECK(ended.out.ends_with("</html>\n"));
}

TEST_CASE("what cannot be made a page is refused with a sentence", "[teach]") {
  const TempFolder folder;
  folder.write("card.yaml", kScenario);
  struct Row {
    std::vector<std::string> words;
    std::string sentence;
  };
  const Row rows[] = {
      {{"teach", "card.yaml", "card.yaml"}, "a page tells of one run"},
      {{"teach", "-"}, "a scenario from standard input has no name"},
      {{"teach", "-o", "no/such/folder.html", "card.yaml"}, "cannot write no/such/folder.html"},
      {{"teach", "-o", "card.yaml", "card.yaml"}, "the output would overwrite the scenario"},
      {{"run", "--html", "-", "card.yaml"}, "--html - takes standard output for the page"},
      {{"run", "--perfetto", "-", "card.yaml"}, "--output, --pcap and --perfetto write a file"},
      {{"run", "--html", "p.html", "card.yaml", "card.yaml"}, "a page tells of one run"},
  };

  for (const Row& row : rows) {
    const Ended ended = giosim(folder, row.words);
    INFO(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.err.find(row.sentence) != std::string::npos);
  }
  CHECK(text_of(folder / "card.yaml") == kScenario);
}

TEST_CASE("run --html tells the story and writes the page, with the choices that were drawn",
          "[teach]") {
  const TempFolder folder;
  folder.write("card.yaml", kScenario);

  const Ended ended = giosim(folder, {"run", "--seed", "3", "--html", "p.html", "card.yaml"});

  CHECK(ended.code == 0);
  CHECK(ended.out.find("the page: p.html: ") != std::string::npos);
  const Ended trace = giosim(folder, {"run", "--seed", "3", "--format", "jsonl", "card.yaml"});
  CHECK(replaced(trace_in(text_of(folder / "p.html")), ",\n", "\n") + "\n" ==
        replaced(trace.out, "<", "\\u003c"));
}

}  // namespace
}  // namespace giosim::cli
