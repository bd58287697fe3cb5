#include "runner/report/text_report.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "runner/report/plain_text.hpp"
#include "tests/runner/report/stage.hpp"

namespace giosim::report {
namespace {

template <class Play>
std::string story(Detail detail, Play&& play, Color color = Color::off) {
  std::ostringstream out;
  Stage stage;
  TextReport text(out, detail, color);
  stage.attach(text);
  play(stage);
  CHECK(text.finish());
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool says(const std::string& text, std::string_view what) { return text.contains(what); }

TEST_CASE("the story of a reassignment: what, by which rule, and what changed", "[report]") {
  const std::string text = story(Detail::story, document_example);

  const std::string expected =
      "  0.004000  GIO  0/4/2/0 gives up lan2 for lan0, reserved for its MAC.        A3\n"
      "                 ~ node 0/4/2/0: instance 2 → 0\n"
      "                 ~ reservation lan 0: state reserved → reassigned, holder none →\n"
      "                   0/4/2/0\n"
      "                 ~ ioconfig 0/4/2/0 lan: instance 2 → 0\n";
  CHECK(says(text, expected));
}

TEST_CASE("no line is wider than 80 characters", "[report]") {
  for (Detail detail : {Detail::brief, Detail::story, Detail::all})
    for (const std::string& line : lines_of(story(detail, document_example))) {
      INFO(line);
      CHECK(characters(line) <= 80);
      CHECK_FALSE(line.ends_with(' '));
    }
}

TEST_CASE("each machine and each phase has a heading", "[report]") {
  std::string headings;
  for (const std::string& line : lines_of(story(Detail::story, document_example))) {
    if (line.starts_with("── ")) headings += line.substr(0, line.find(" ──")) + "\n";
    if (line.starts_with("   ") && !line.starts_with("    ")) headings += line.substr(3) + "\n";
  }
  CHECK(headings ==
        "── source, boot 1\npower on\nthe saved configuration is read\nscan and claim\n"
        "the drivers init, each at its own pace\nstartup scripts\nrunning\nshutdown scripts\n"
        "── target\n"
        "── target, boot 1\npower on\nthe saved configuration is read\ninstances are reserved\n"
        "scan and claim\nthe drivers init, each at its own pace\nstartup scripts\nrunning\n"
        "70 facts, 34 of them not shown here; --detail all shows them.\n");
}

TEST_CASE("what a command printed stands below it, as it was printed", "[report]") {
  const auto play = [](Stage& stage) {
    Actor source(stage, "source");
    source.says(CommandStarted{"lanscan", "root"});
    source.says(CommandEnded{"lanscan", 0, {"Hardware Station\n\nPath     Address  \n"}});
    source.says(CommandStarted{"true", "root"});
    source.says(CommandEnded{"true", 0, {}});
    source.says(CommandStarted{"cat /x", "root"});
    source.says(CommandEnded{"cat /x", 2, {"cat: Cannot open /x"}});
  };

  CHECK(says(story(Detail::story, play),
             " D4\n"
             "  │ Hardware Station\n"
             "  │\n"
             "  │ Path     Address\n"
             "  0.000000  rc   # true "));
  CHECK(says(story(Detail::story, play), " D4\n  0.000000  rc   # cat /x "));
  CHECK(says(story(Detail::all, play), "  │ cat: Cannot open /x\n  0.000000"));
  CHECK_FALSE(says(story(Detail::brief, play), "│"));
}

TEST_CASE("a story never leaves out a decision or trouble", "[report]") {
  for (Detail detail : {Detail::brief, Detail::story, Detail::all}) {
    const std::string text = story(detail, [](Stage& stage) {
      document_example(stage);
      Actor(stage, "target").says(InitFailed{"0/4/1/0", InitStage::late});
    });
    CHECK(says(text, "0/1/1/0 gets lan0"));
    CHECK(says(text, "0/4/1/0 stays lan1"));
    CHECK(says(text, "for lan0"));
    CHECK(says(text, "The init of 0/4/1/0 fails"));
  }
}

TEST_CASE("all details show the plumbing, the story does not, brief shows no changes", "[report]") {
  CHECK(says(story(Detail::all, document_example), "igelan claims 0/4/1/0."));
  CHECK_FALSE(says(story(Detail::story, document_example), "igelan claims"));
  CHECK_FALSE(says(story(Detail::brief, document_example), "~ "));
  CHECK(says(story(Detail::brief, document_example),
             "70 facts, 63 of them not shown here; --detail all shows them."));
  CHECK_FALSE(says(story(Detail::all, document_example), "not shown"));
}

TEST_CASE("of many alike, brief shows the first few and counts the rest", "[report]") {
  const std::string text = story(Detail::brief, [](Stage& stage) {
    Actor target(stage, "target");
    target.powers_on();
    for (int i = 0; i < 100; ++i)
      target.scans(HwPath("0/1").child(i), Instance{i}, AssignedBy::record);
    target.says(ScanEnded{100});
  });
  CHECK(says(text, "0/1/11 is lan11"));
  CHECK_FALSE(says(text, "0/1/12 is lan12"));
  CHECK(says(text, "… and 88 more like these: gio.instance_assigned"));
}

TEST_CASE("the end of a machine is one line, however much it held", "[report]") {
  CHECK(says(story(Detail::all, document_example), "- all 8 rows of the running system"));
}

TEST_CASE("colours come only when asked for, and change no character", "[report]") {
  std::string colored = story(Detail::all, document_example, Color::on);
  CHECK(says(colored, "\033[1m"));
  for (std::size_t at; (at = colored.find('\033')) != std::string::npos;)
    colored.erase(at, colored.find('m', at) - at + 1);
  CHECK(colored == story(Detail::all, document_example));
}

TEST_CASE("a stream that fails is noticed by the story, too", "[report]") {
  std::ofstream full("/dev/full");
  Stage stage;
  TextReport text(full, Detail::all, Color::off);
  stage.attach(text);
  document_example(stage);
  CHECK_FALSE(text.finish());
}

TEST_CASE("ioconfig is listed in the document's notation, in the order given", "[report]") {
  const IoconfigRow records[] = {{"0/1/1/0", kLan, Instance{0}}, {"0/4/1/0", kLan, Instance{1}}};
  CHECK(ioconfig_listing(records) == "<0/1/1/0, lan, 0>\n<0/4/1/0, lan, 1>\n");
  CHECK(ioconfig_listing({}).empty());
}

}  // namespace
}  // namespace giosim::report
