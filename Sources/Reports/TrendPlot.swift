import Findings

/// Where things are on the chart of a trend, and how lines and texts are drawn there.
///
/// Lengths are pixels of the picture.
struct TrendPlot {
  static let width = 1040.0
  static let height = 560.0
  static let left = 64.0
  static let right = 740.0
  /// What is open stands between these.
  static let top = 100.0
  static let bottom = 350.0
  /// What came and went stands between these.
  static let flows = (396.0, 476.0)

  static let ink = "#1f2328"
  static let faint = "#59636e"
  static let axis = "#8c959f"
  static let grid = "#e3e7eb"

  func last(_ trend: Trend) -> Day { trend.periods.last?.last ?? Day(number: 0) }

  /// Where a day begins.
  func x(_ day: Day, _ trend: Trend) -> Double {
    let first = trend.periods.first?.first.number ?? 0
    let count = max(1, last(trend).number - first + 1)
    let share = Double(day.number - first) / Double(count)
    return Self.left + (Self.right - Self.left) * share
  }

  /// A line that goes up and down where one place ends and the next begins.
  func steps(_ places: some Collection<Double>, _ heights: some Collection<Double>, from: String)
    -> String
  {
    var path = ""
    var command = from
    var height: Double?
    for (i, (place, next)) in zip(places, heights).enumerated() {
      let x = SVGWriter.number(place)
      if i == 0 || height != next {
        path +=
          i == 0 ? "\(command)\(x),\(SVGWriter.number(next))" : "H\(x)V\(SVGWriter.number(next))"
      }
      command = ""
      height = next
    }
    if let end = places.dropFirst(heights.count).first { path += "H\(SVGWriter.number(end))" }
    return path
  }

  /// Such a line with gaps where nothing is to be drawn.
  func edge(_ places: [Double], _ heights: [Double], isDrawn: [Bool]) -> String {
    var path = ""
    var start = 0
    while start < heights.count {
      guard isDrawn[start] else {
        start += 1
        continue
      }
      let end = isDrawn[start...].firstIndex(of: false) ?? heights.count
      path += steps(places[start...end], heights[start..<end], from: "M")
      start = end
    }
    return path
  }

  func line(
    _ from: (Double, Double), _ to: (Double, Double), _ svg: inout SVGWriter,
    color: String = grid
  ) {
    svg.element(
      "path",
      [
        "d":
          "M\(SVGWriter.number(from.0)),\(SVGWriter.number(from.1))"
          + "L\(SVGWriter.number(to.0)),\(SVGWriter.number(to.1))", "stroke": color,
        "fill": "none",
      ])
  }

  func text(
    _ text: String, _ x: Double, _ y: Double, _ svg: inout SVGWriter, size: Int = 12,
    weight: String = "400", color: String = ink, anchor: String = "start"
  ) {
    svg.element(
      "text",
      [
        "x": SVGWriter.number(x), "y": SVGWriter.number(y), "font-size": String(size),
        "font-weight": weight, "fill": color, "text-anchor": anchor,
      ], text: text)
  }
}
