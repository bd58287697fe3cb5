#include "gio/considered.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace giosim::gio {
namespace {

CandidateCode code_of(NumberState state) {
  switch (state) {
    case NumberState::free: return CandidateCode::below_range;
    case NumberState::reserved: return CandidateCode::reserved;
    case NumberState::recorded: return CandidateCode::recorded;
    case NumberState::given_up: return CandidateCode::given_up;
    case NumberState::initial:
    case NumberState::reassigned: return CandidateCode::held;
  }
  return CandidateCode::held;
}

void append(std::vector<Candidate>& runs, Instance number, CandidateCode code) {
  if (!runs.empty() && runs.back().code == code && runs.back().last.number + 1 == number.number)
    runs.back().last = number;
  else
    runs.push_back({number, number, code});
}

void add_if(std::vector<Candidate>& runs, std::optional<Instance> number, CandidateCode code) {
  if (number) runs.push_back({*number, *number, code});
}

std::vector<Candidate> by_number(std::vector<Candidate> runs) {
  std::ranges::sort(runs, {}, &Candidate::first);
  return runs;
}

}  // namespace

std::vector<Candidate> considered_for_scan(const InstanceMap& numbers, Instance chosen,
                                           AssignedBy by) {
  std::vector<Candidate> runs;
  std::int32_t number = 0;
  for (; number < chosen.number && number < kMaxLooks; ++number)
    append(runs, Instance{number}, code_of(numbers.state(Instance{number})));
  if (number < chosen.number)
    runs.push_back({Instance{number}, Instance{chosen.number - 1}, CandidateCode::held});
  runs.push_back({chosen, chosen,
                  by == AssignedBy::above_reserved ? CandidateCode::above_range
                                                   : CandidateCode::first_free});
  add_if(runs, numbers.lowest_free(Instance{chosen.number + 1}), CandidateCode::not_first);
  return runs;
}

std::vector<Candidate> considered_with_record(const InstanceMap& numbers, Instance chosen) {
  std::vector<Candidate> runs{{chosen, chosen, CandidateCode::record}};
  add_if(runs, numbers.lowest_free(), CandidateCode::outranked);
  return by_number(std::move(runs));
}

std::vector<Candidate> considered_for_match(Instance from, Instance to) {
  return by_number({{to, to, CandidateCode::match}, {from, from, CandidateCode::superseded}});
}

std::vector<Candidate> considered_for_keep(DeviceClass device_class, const InstanceMap& numbers,
                                           const Reservations& reservations, Instance kept,
                                           const Reservation* reservation) {
  std::vector<Candidate> runs;
  if (reservation) {
    append(runs, reservation->instance, CandidateCode::taken);
  } else {
    int looks = 0;
    for (const Reservation& other : reservations.all()) {
      if (other.device_class != device_class) continue;
      if (looks++ == kMaxLooks) break;
      append(runs, other.instance, CandidateCode::other_mac);
    }
  }
  if (runs.empty()) {
    const Instance other{kept.number == 0 ? 1 : 0};
    const NumberState state = numbers.state(other);
    append(runs, other,
           state == NumberState::free ? CandidateCode::not_matched : code_of(state));
  }
  runs.push_back({kept, kept, CandidateCode::kept});
  return by_number(std::move(runs));
}

}  // namespace giosim::gio
