extension Preset {
  static let magento = [
    Preset(
      name: "magento.customers", title: "Magento customers", signature: ["email", "_website", "firstname", "lastname"],
      known: [
        "email", "_website", "_store", "confirmation", "created_at", "created_in", "disable_auto_group_change", "dob",
        "firstname", "gender", "group_id", "lastname", "middlename", "password_hash", "prefix", "rp_token",
        "rp_token_created_at", "store_id", "suffix", "taxvat", "updated_at", "website_id", "password",
      ], dropped: ["password_hash", "rp_token", "rp_token_created_at", "password", "confirmation"],
      outputs: [
        PresetOutput(
          table: "customers",
          columns: [
            PresetColumn("id", "email", fix: PresetFix.email), PresetColumn("email", "email"),
            PresetColumn("name", joining: "firstname", "middlename", "lastname"), PresetColumn("given", "firstname"),
            PresetColumn("family", "lastname"), PresetColumn("salutation", "prefix"), PresetColumn("gender", "gender"),
            PresetColumn("birthDate", "dob"), PresetColumn("acquiredOn", "created_at"),
            PresetColumn("source", "created_in"),
          ], keepsRest: true)
      ])
  ]
}
