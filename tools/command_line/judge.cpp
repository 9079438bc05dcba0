#include "command_line/judge.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_pipeline.h>

#include <array>
#include <sstream>

#include "command_line/output.h"
#include "command_line/progress.h"
#include "command_line/summary.h"
#include "command_line/threads.h"
#include "ingest/read_pairs.h"
#include "report/json_stream.h"

namespace tawatur::command_line {
namespace {

/// What one batch of lines comes to.
struct Judged {
  std::string lines;  ///< Ready to write.
  std::vector<Reject> rejects;
  std::array<std::uint64_t, 3> relations{};  ///< By PairRelation.
};

double probability_of(const PairJudgement& judgement) {
  switch (judgement.relation) {
    case PairRelation::match: return judgement.match;
    case PairRelation::diverge: return judgement.diverge;
    case PairRelation::unrelated: return judgement.unrelated;
  }
  return 0;
}

void write_judgement(JsonStream& json, const SentencePair& pair, const PairJudgement& judgement) {
  json.begin_object();
  json.key("id");
  json.string(pair.id);
  json.key("relation");
  json.string(to_string(judgement.relation));
  json.key("score");
  json.real(probability_of(judgement));
  json.key("probabilities");
  json.begin_object();
  json.key("match");
  json.real(judgement.match);
  json.key("diverge");
  json.real(judgement.diverge);
  json.key("unrelated");
  json.real(judgement.unrelated);
  json.end_object();
  json.key("alarm");
  if (judgement.alarm == PairAlarm::none)
    json.null();
  else
    json.string(to_string(judgement.alarm));
  json.key("similarity");
  json.real(judgement.similarity);
  json.key("differences");
  write_differences(json, judgement.differences);
  json.end_object();
  json.end_line();
}

Judged judge_lines(const PairLines& batch, const std::string& path, const PairJudge& judge, JudgeMemory& memory,
                   PairReader& reader) {
  Judged judged;
  std::ostringstream out;
  JsonStream json(out);
  for (const PairLines::Line& line : batch.lines) {
    const auto read = line.too_long ? RecordFailure{"too_long", "the line is longer than 1 MiB"}
                                    : reader.read(batch[line]);
    if (const auto* failure = std::get_if<RecordFailure>(&read)) {
      judged.rejects.push_back({path, line.number, line.offset, "", failure->reason, failure->detail});
      continue;
    }
    const SentencePair& pair = std::get<SentencePair>(read);
    const PairJudgement judgement = judge.judge(pair.a, pair.b, pair.lang, pair.date_a, pair.date_b, memory);
    ++judged.relations[static_cast<std::size_t>(judgement.relation)];
    write_judgement(json, pair, judgement);
  }
  json.finish();
  judged.lines = std::move(out).str();
  return judged;
}

}  // namespace

void run_judge(const Settings& settings) {
  if (settings.inputs.size() != 1) throw UsageError("judge reads one FILE.jsonl, or - for standard input");
  Progress progress;
  const Lexicons lexicons = lexicons_of(settings);
  JudgeOptions options;
  options.model = settings.model;
  options.comparison = settings.pipeline.claims.comparison;
  const PairJudge judge(lexicons, std::move(options));
  PairFile file(settings.inputs.front());
  Output output(settings.output);
  OptionalOutput rejects_output(settings.rejects);

  tbb::enumerable_thread_specific<PairReader> readers([&] { return PairReader(lexicons); });
  tbb::enumerable_thread_specific<JudgeMemory> memories;

  std::vector<Reject> rejects;
  std::array<std::uint64_t, 3> relations{};
  std::uint64_t judged_pairs = 0;
  output.write([&](std::ostream& out) {
    with_threads(settings.pipeline.threads, [&] {
      tbb::parallel_pipeline(
          2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()),
          tbb::make_filter<void, PairLines>(tbb::filter_mode::serial_in_order,
                                            [&](tbb::flow_control& flow) {
                                              PairLines batch = file.next();
                                              if (batch.lines.empty()) flow.stop();
                                              return batch;
                                            }) &
              tbb::make_filter<PairLines, Judged>(
                  tbb::filter_mode::parallel,
                  [&](const PairLines& batch) { return judge_lines(batch, file.path(), judge, memories.local(), readers.local()); }) &
              tbb::make_filter<Judged, void>(tbb::filter_mode::serial_in_order, [&](Judged judged) {
                out << judged.lines;
                rejects.insert(rejects.end(), std::make_move_iterator(judged.rejects.begin()),
                               std::make_move_iterator(judged.rejects.end()));
                for (std::size_t i = 0; i < relations.size(); ++i) {
                  relations[i] += judged.relations[i];
                  judged_pairs += judged.relations[i];
                }
                progress.update("judge", judged_pairs, 0, "pairs");
              }));
    });
  });
  if (auto problem = file.problem()) rejects.push_back(*problem);
  rejects_output.write([&](std::ostream& out) { write_rejects(rejects, out); });

  std::string summary = counted(judged_pairs, "pair") + ":";
  for (std::size_t i = 0; i < relations.size(); ++i) {
    summary += (i ? ", " : " ") + std::to_string(relations[i]) + " ";
    summary += to_string(static_cast<PairRelation>(i));
  }
  print_summary("judge", summary, rejects.size(), settings, progress);
}

}  // namespace tawatur::command_line
