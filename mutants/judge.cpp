#include "mutants/judge.hpp"

#include <new>

#include "cli/selection.hpp"
#include "runner/problem.hpp"
#include "runner/report/plain_text.hpp"
#include "runner/run.hpp"

namespace giosim::mutants {
namespace {

using report::Outcome;
using runner::Failure;

std::string what_of(const Failure& failure) {
  switch (failure.kind) {
    case Failure::Kind::expectation:
    case Failure::Kind::invariant: return failure.id;
    case Failure::Kind::bug: return std::string(kMust);
    case Failure::Kind::stuck: return std::string(kStuck);
    case Failure::Kind::choices: return std::string(kChoices);
  }
  return failure.id;
}

Finding finding_of(const Failure& failure) {
  return {what_of(failure), failure.where.source ? failure.where.source->name() : std::string(),
          failure.where.line, failure.sentence};
}

Judgement judgement_of(const runner::Verdict& verdict) {
  Judgement judgement;
  judgement.outcome = verdict.passed ? Outcome::passed : Outcome::failed;
  if (verdict.passed) return judgement;
  for (const Failure& failure : verdict.failures)
    judgement.findings.push_back(finding_of(failure));
  if (verdict.unexpectedly_passed)
    judgement.findings.push_back(
        {std::string(kUnexpected), "", 0, "it passes, and is expected to fail"});
  return judgement;
}

Judgement broken(std::string_view what, std::string sentence) {
  return {Outcome::failed, {{std::string(what), "", 0, std::move(sentence)}}};
}

}  // namespace

Judgement judge(const std::string& file) {
  const cli::Candidate candidate = cli::load_candidate(file);
  if (!candidate.scenario) return {Outcome::broken, {{"load", file, 0, candidate.problems}}};
  try {
    return judgement_of(runner::run(*candidate.scenario));
  } catch (const runner::ScenarioError& error) {
    const auto problems = error.problems().sorted();
    Judgement judgement = broken(kStep, problems.empty() ? error.what() : problems[0].sentence);
    if (!problems.empty()) {
      judgement.findings[0].file = problems[0].file;
      judgement.findings[0].line = problems[0].line;
    }
    return judgement;
  } catch (const std::exception& error) {
    return broken(kCrash, error.what());
  }
}

void judge(std::span<const std::string> files, Until until, std::ostream& out) {
  for (std::size_t index = 0; index < files.size(); ++index) {
    out << "run\t" << index << std::endl;
    const Judgement judgement = judge(files[index]);
    for (const Finding& one : judgement.findings)
      out << "fails\t" << one.what << '\t' << report::one_line(one.file) << '\t' << one.line << '\t'
          << report::one_line(one.sentence) << '\n';
    out << "done\t" << index << '\t' << word(judgement.outcome) << std::endl;
    if (judgement.bad() && until == Until::the_first_kill) return;
  }
}

}  // namespace giosim::mutants
