#pragma once

#include "command_line/command.h"

namespace tawatur::command_line {

void add_run_options(boost::program_options::options_description& options, Settings& settings);
void add_folder_output(boost::program_options::options_description& options, Settings& settings);
void add_file_output(boost::program_options::options_description& options, Settings& settings);
void add_rejects(boost::program_options::options_description& options, Settings& settings);
void add_model(boost::program_options::options_description& options, Settings& settings);
void add_duplicate_options(boost::program_options::options_description& options, Settings& settings);
/// How near-duplicates are searched for: the wanted recall; and the sketch itself.
void add_recall(boost::program_options::options_description& options, Settings& settings);
void add_sketch_options(boost::program_options::options_description& options, Settings& settings);
void add_tune_options(boost::program_options::options_description& options, Settings& settings);
void add_memory(boost::program_options::options_description& options, Settings& settings);
void add_pairs(boost::program_options::options_description& options, Settings& settings);
void add_changes(boost::program_options::options_description& options, Settings& settings);
void add_explain(boost::program_options::options_description& options, Settings& settings);
void add_texts(boost::program_options::options_description& options, Settings& settings);

}  // namespace tawatur::command_line
