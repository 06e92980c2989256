/// Numbers over time as a line of bars, each one character wide.
enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")
  private static let letters = Array("_.-:=+*#")

  /// Draws numbers from 0 to the greatest of them.
  ///
  /// - Parameters:
  ///   - values: in order; none is below 0.
  ///   - width: how many bars there are at most; of more numbers, the last of each part is drawn.
  ///   - ascii: whether only characters of ASCII may be used.
  /// - Returns: the line; only 0 is the lowest bar.
  static func text(_ values: [Int], width: Int, ascii: Bool) -> String {
    let bars = ascii ? letters : blocks
    let count = min(values.count, max(0, width))
    let drawn = (0..<count).map { values[($0 + 1) * values.count / count - 1] }
    let peak = max(1, values.max() ?? 0)
    return String(
      drawn.map { value in
        value == 0 ? bars[0] : bars[max(1, (value * 7 + peak - 1) / peak)]
      })
  }
}
