import Testing

@testable import Session

/// What is left of a text that tells who somebody is.
@Suite struct MaskingTests {
  @Test(arguments: [
    ("Budi Santoso", "B••• S•••"), ("budi@example.id", "b•••@example.id"), ("+62 812-3456-789", "•••789"),
    ("Jl. Melati 5, RT 03", "J••• M••• •••"), ("C/O", "C•••"), ("", ""), ("東京", "東•••"), ("@handle", "h•••"),
  ])
  func textsKeepLittle(_ text: String, _ masked: String) { #expect(Masking.text(text) == masked) }
}
