import Findings

/// The lower part of a trend's chart: bars upwards for what opened, downwards for what was resolved or became undecided.
struct TrendFlows {
  var points: [TrendPoint]
  var plot: TrendPlot
  var phrases: Phrases

  private static let openedColor = "#a50f3c"
  private static let resolvedColor = "#1a7f4b"
  private static let undecidedColor = "#b6bfc9"

  /// Draws them.
  ///
  /// - Parameters:
  ///   - summary: what all periods have together.
  ///   - places: where each period begins, and where the last one ends.
  ///   - svg: the picture.
  func draw(_ summary: TrendPoint, places: [Double], _ svg: inout SVGWriter) {
    let (top, bottom) = TrendPlot.flows
    let up = points.map(\.opened).max() ?? 0
    let down = points.map { $0.resolved + $0.undecided }.max() ?? 0
    let scale = (bottom - top) / Double(max(1, up + down))
    let zero = up + down == 0 ? (top + bottom) / 2 : top + Double(up) * scale
    plot.text(
      phrases.opened + " ↑   " + phrases.trendResolved + " ↓", TrendPlot.left, top - 12, &svg,
      weight: "600")
    for (value, y) in [(up, top), (down, bottom)] where value > 0 {
      plot.line((TrendPlot.left, y), (TrendPlot.right, y), &svg)
      plot.text(phrases.number(value), TrendPlot.left - 8, y + 4, &svg, anchor: "end")
    }
    // A number that stands too near to another one would cover it.
    if [(up, top), (down, bottom)].allSatisfy({ $0.0 == 0 || abs($0.1 - zero) > 14 }) {
      plot.text("0", TrendPlot.left - 8, zero + 4, &svg, anchor: "end")
    }
    func bars(_ color: String, _ span: (TrendPoint) -> (Int, Int)) {
      var path = ""
      for (i, point) in points.enumerated() {
        let (from, to) = span(point)
        guard from != to else { continue }
        let width = places[i + 1] - places[i]
        let gap = width > 5 ? 1.0 : 0
        let bar = min(width - gap, 40)
        let x = places[i] + (width - bar) / 2
        path +=
          "M\(SVGWriter.number(x)),\(SVGWriter.number(zero + Double(from) * scale))"
          + "V\(SVGWriter.number(zero + Double(to) * scale))h\(SVGWriter.number(bar))"
          + "V\(SVGWriter.number(zero + Double(from) * scale))Z"
      }
      guard !path.isEmpty else { return }
      svg.element("path", ["d": path, "fill": color])
    }
    bars(Self.openedColor) { (-$0.opened, 0) }
    bars(Self.resolvedColor) { (0, $0.resolved) }
    bars(Self.undecidedColor) { ($0.resolved, $0.resolved + $0.undecided) }
    plot.line((TrendPlot.left, zero), (TrendPlot.right, zero), &svg, color: TrendPlot.axis)
    drawLegend(summary, &svg)
  }

  private func drawLegend(_ summary: TrendPoint, _ svg: inout SVGWriter) {
    let left = TrendPlot.right + 28
    let right = TrendPlot.width - 24
    var y = TrendPlot.flows.0
    plot.text(phrases.inThatTime, left, y - 12, &svg, weight: "600")
    let rows = [
      (phrases.opened, summary.opened, Self.openedColor),
      (phrases.trendResolved, summary.resolved, Self.resolvedColor),
      (phrases.undecided, summary.undecided, Self.undecidedColor),
    ]
    for (name, count, color) in rows where count > 0 || color != Self.undecidedColor {
      svg.element(
        "rect",
        [
          "x": SVGWriter.number(left + 8), "y": SVGWriter.number(y + 4), "width": "10",
          "height": "12", "fill": color,
        ])
      plot.text(name, left + 34, y + 14, &svg)
      plot.text(phrases.number(count), right, y + 14, &svg, anchor: "end")
      y += 22
    }
    guard let days = summary.daysToResolve else { return }
    plot.text(phrases.meanDaysToResolve, left, y + 14, &svg, color: TrendPlot.faint)
    plot.text(days, right, y + 14, &svg, color: TrendPlot.faint, anchor: "end")
  }
}
