/// Math functions.
enum MathFunctions {
  static let all: [Function] = []
}
