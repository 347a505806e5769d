//! The program.

fn main() -> std::process::ExitCode {
    rugwijzer::cli::run()
}
