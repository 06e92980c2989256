import ArgumentParser
import Parallel
import Simulation

/// `rolecall simulate`: cases that bring their policies along, put to the evaluator.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Decide cases: requests with all their policies, one a line.",
    discussion: """
      A case is a line of JSON with a request and the policies that decide about it; its answer is a line, too. \
      docs/simulate.md describes both. No store is read or made.
      """)

  @Option(help: ArgumentHelp("The cases, as JSON Lines: a file, or - for the standard input."))
  var cases: String

  @OptionGroup var global: GlobalOptions

  func run() throws {
    _ = try global.settings()
    var lines = try LinePieces(of: cases)
    var failures = 0
    while true {
      var pieces: [LinePieces.Piece] = []
      while pieces.count < Self.piecesAtOnce, let piece = try lines.next() { pieces.append(piece) }
      guard !pieces.isEmpty else { break }
      for answers in pieces.mapInParallel({ Simulation($0.lines, firstLine: $0.firstLine) }) {
        guard try Terminal.print(answers.text) else { return }
        failures += answers.failures
      }
    }
    guard failures > 0 else { return }
    Terminal.complain(
      "\(cases): \(failures) \(failures == 1 ? "line is no case" : "lines are no cases")")
    throw ExitCode(ProgramExit.incomplete.rawValue)
  }

  private static let piecesAtOnce = 8
}
