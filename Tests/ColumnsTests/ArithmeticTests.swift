import Columns
import Testing

@Suite struct ArithmeticTests {
  private let edges: [Int64] = [.min, .min + 1, -3_037_000_500, -7, -2, -1, 0, 1, 2, 7, 3_037_000_500, .max - 1, .max]

  private func block(_ values: [Int64], _ known: [Bool]? = nil) -> Vector {
    Vector(count: values.count, .int64(Lane(Buffer(values))), known: known.map { Bitmap($0) })
  }

  private typealias Exact = (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  private typealias Kernel = (Vector, Vector) throws -> Vector

  /// Every pair of edges in every shape of operands: the exact result, or the row of the overflow.
  private func check(_ kernel: Kernel, _ exact: Exact) {
    for a in edges {
      for b in edges {
        let expected = exact(a, b)
        let shapes = [
          (block([0, a]), block([0, b])), (block([a, a]), Vector(repeating: .whole(b), count: 2)),
          (Vector(repeating: .whole(a), count: 2), block([b, b])),
          (Vector(repeating: .whole(a), count: 2), Vector(repeating: .whole(b), count: 2)),
        ]
        for (index, shape) in shapes.enumerated() {
          let result = Result { try kernel(shape.0, shape.1) }
          switch result {
          case .success(let vector):
            #expect(!expected.overflow, "\(a), \(b)")
            #expect(vector.values(.whole)[1] == .whole(expected.partialValue), "\(a), \(b)")
          case .failure(let error):
            #expect(expected.overflow, "\(a), \(b)")
            #expect(error as? ArithmeticOverflow == ArithmeticOverflow(row: index == 0 ? 1 : 0))
          }
        }
        // The same in a row that is not known is nobody's overflow.
        let hidden = Result { try kernel(block([1, a], [true, false]), block([1, b])) }
        #expect((try? hidden.get())?.values(.whole)[1] == .missing, "\(a), \(b)")
      }
    }
  }

  @Test func sums() { check(Arithmetic.add) { $0.addingReportingOverflow($1) } }
  @Test func differences() { check(Arithmetic.subtract) { $0.subtractingReportingOverflow($1) } }
  @Test func products() { check(Arithmetic.multiply) { $0.multipliedReportingOverflow(by: $1) } }
  @Test func negation() {
    let negate: Kernel = { a, _ in try Arithmetic.negate(a) }
    check(negate) { a, _ in Int64(0).subtractingReportingOverflow(a) }
  }

  @Test func distanceFromZero() {
    let absolute: Kernel = { a, _ in try Arithmetic.absolute(a) }
    check(absolute) { a, _ in a == .min ? (a, true) : (abs(a), false) }
  }

  @Test func remainders() {
    for a in edges {
      for b in edges {
        let result = Arithmetic.remainder(block([a]), block([b])).values(.whole)[0]
        #expect(result == (b == 0 ? .missing : .whole(b == -1 ? 0 : a % b)), "\(a) % \(b)")
      }
    }
    #expect(Arithmetic.remainder(block([7]), Vector(repeating: .number(2.5), count: 1)).values(.number) == [.number(2)])
    #expect(Arithmetic.remainder(block([7]), Vector(repeating: .number(0), count: 1)).values(.number) == [.missing])
  }

  @Test(arguments: lengths) func everyLength(_ length: Int) throws {
    var random = Seeded(length + 1)
    let a = (0..<length).map { _ in Int64.random(in: -1000...1000, using: &random) }
    let b = (0..<length).map { _ in Int64.random(in: -1000...1000, using: &random) }
    let (x, y) = (random.known(length), random.known(length))
    let rows = (0..<length).map { (x?[$0] ?? true) && (y?[$0] ?? true) }
    let expect = { (vector: Vector, type: ValueType, value: (Int) -> Value) in
      #expect(vector.values(type) == rows.indices.map { rows[$0] ? value($0) : .missing })
    }
    expect(try Arithmetic.add(block(a, x), block(b, y)), .whole) { .whole(a[$0] + b[$0]) }
    expect(try Arithmetic.subtract(block(a, x), block(b, y)), .whole) { .whole(a[$0] - b[$0]) }
    expect(try Arithmetic.multiply(block(a, x), block(b, y)), .whole) { .whole(a[$0] * b[$0]) }
    expect(Arithmetic.divide(block(a, x), block(b, y)), .number) {
      b[$0] == 0 ? .missing : .number(Double(a[$0]) / Double(b[$0]))
    }
    let doubles = Arithmetic.double(block(b, y))
    expect(try Arithmetic.add(block(a, x), doubles), .number) { .number(Double(a[$0] + b[$0])) }
  }

  @Test func whatIsNoFiniteNumberIsUnknown() throws {
    let v = Vector(count: 4, .double(Lane(Buffer([0, -1, 1e308, 4]))))
    #expect(Arithmetic.sqrt(v).values(.number) == [.number(0), .missing, .number(1e154), .number(2)])
    #expect(Arithmetic.ln(v).values(.number)[0...1] == [.missing, .missing])
    #expect(Arithmetic.exp(v).values(.number)[2] == .missing)
    #expect(try Arithmetic.multiply(v, v).values(.number) == [.number(0), .number(1), .missing, .number(16)])
    #expect(
      Arithmetic.divide(v, Vector(repeating: .number(0), count: 4)).values(.number)
        == Array(repeating: .missing, count: 4))
    #expect(
      Arithmetic.divide(Vector(repeating: .whole(1), count: 2), Vector(repeating: .whole(0), count: 2)).values(.number)
        == [.missing, .missing])
    #expect(Arithmetic.power(v, Vector(repeating: .number(0.5), count: 4)).values(.number)[1] == .missing)
    #expect(
      try Arithmetic.add(v, Vector(repeating: .text("x"), count: 4)).values(.number)
        == Array(repeating: .missing, count: 4))
  }

  @Test func rounding() {
    let v = Vector(count: 5, .double(Lane(Buffer([2.5, -2.5, 2.345, 1e300, -0.4]))))
    #expect(Arithmetic.round(v).values(.number) == [3, -3, 2, 1e300, -0].map { Value.number($0) })
    #expect(Arithmetic.round(v, digits: 1).values(.number)[2...3] == [.number(2.3), .number(1e300)])
    #expect(Arithmetic.round(Vector(repeating: .number(1234), count: 1), digits: -2).values(.number) == [.number(1200)])
    #expect(Arithmetic.floor(v).values(.number)[0...1] == [.number(2), .number(-3)])
    #expect(Arithmetic.ceil(v).values(.number)[0...1] == [.number(3), .number(-2)])
    #expect(Arithmetic.round(block([.max])).values(.whole) == [.whole(.max)])
    #expect(Arithmetic.double(block([7, 101]), times: 0.01).values(.number) == [.number(0.07), .number(1.01)])
    #expect(Arithmetic.double(block([7]), times: 100).values(.number) == [.number(700)])
  }
}
