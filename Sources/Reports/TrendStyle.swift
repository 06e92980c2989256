/// How the series of a chart are told apart: by colour, by the dashes of the line and by the marks on it, so that a print
/// in grey and a reader who sees no red can follow them, too.
struct TrendStyle {
  var color: String
  /// The lengths of dashes and gaps; empty for a line without a gap.
  var dashes: String
  var shape: Shape

  enum Shape {
    case circle
    case square
    case triangle
    case diamond
    case cross
    case plus
  }

  /// By severity, from critical to info.
  static let severities: [String: TrendStyle] = [
    "critical": TrendStyle(color: "#a50f3c", dashes: "", shape: .circle),
    "high": TrendStyle(color: "#d9541e", dashes: "7 3", shape: .square),
    "medium": TrendStyle(color: "#b98500", dashes: "3 3", shape: .triangle),
    "low": TrendStyle(color: "#2f74b5", dashes: "9 3 2 3", shape: .diamond),
    "info": TrendStyle(color: "#6e7781", dashes: "1.5 2.5", shape: .plus),
  ]

  /// Of other groups, in their order; the last is that of all that have no room.
  static let others = [
    TrendStyle(color: "#0b62a4", dashes: "", shape: .circle),
    TrendStyle(color: "#d9541e", dashes: "7 3", shape: .square),
    TrendStyle(color: "#00805e", dashes: "3 3", shape: .triangle),
    TrendStyle(color: "#a6428c", dashes: "9 3 2 3", shape: .diamond),
    TrendStyle(color: "#b98500", dashes: "5 2 1.5 2", shape: .cross),
    TrendStyle(color: "#2f8fb5", dashes: "12 4", shape: .plus),
    TrendStyle(color: "#7a5230", dashes: "2 5", shape: .circle),
    TrendStyle(color: "#6e7781", dashes: "1.5 2.5", shape: .square),
  ]

  /// Draws the mark around a point.
  func mark(_ x: Double, _ y: Double, _ svg: inout SVGWriter) {
    func place(_ dx: Double, _ dy: Double) -> String {
      SVGWriter.number(x + dx) + "," + SVGWriter.number(y + dy)
    }
    func polygon(_ points: [(Double, Double)]) {
      svg.element(
        "polygon",
        [
          "points": points.map { place($0.0, $0.1) }.joined(separator: " "), "fill": color,
          "stroke": "#ffffff",
        ])
    }
    func strokes(_ path: String) {
      svg.element("path", ["d": path, "stroke": "#ffffff", "stroke-width": "4", "fill": "none"])
      svg.element("path", ["d": path, "stroke": color, "stroke-width": "2", "fill": "none"])
    }
    switch shape {
    case .circle:
      svg.element(
        "circle",
        [
          "cx": SVGWriter.number(x), "cy": SVGWriter.number(y), "r": "3.6", "fill": color,
          "stroke": "#ffffff",
        ])
    case .square: polygon([(-3.4, -3.4), (3.4, -3.4), (3.4, 3.4), (-3.4, 3.4)])
    case .triangle: polygon([(0, -4.4), (4.2, 3.2), (-4.2, 3.2)])
    case .diamond: polygon([(0, -4.8), (4.4, 0), (0, 4.8), (-4.4, 0)])
    case .cross:
      strokes(
        "M\(place(-3.2, -3.2))L\(place(3.2, 3.2))M\(place(-3.2, 3.2))L\(place(3.2, -3.2))")
    case .plus: strokes("M\(place(-4, 0))L\(place(4, 0))M\(place(0, -4))L\(place(0, 4))")
    }
  }
}
