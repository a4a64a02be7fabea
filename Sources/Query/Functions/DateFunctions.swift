/// Date functions.
enum DateFunctions {
  static let all: [Function] = []
}
