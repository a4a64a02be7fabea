/// The names of the shop's customers: Indonesia's peoples first, then guests from elsewhere.
enum Names {
  static let pools: [NamePool] = indonesian + abroad

  /// The pool of each of 1,000 equally likely draws.
  static let draw: [UInt8] = pools.enumerated().flatMap { index, pool in
    [UInt8](repeating: UInt8(index), count: pool.weight)
  }

  /// The pool that Budi Santoso comes from, and the places of his names in it.
  static let budi = (pool: 0, given: 0, family: 0)

  private static let indonesian: [NamePool] = [
    NamePool(
      weight: 150, language: 1,
      men: """
        Budi,Agus,Bambang,Joko,Eko,Dwi,Tri,Slamet,Hadi,Sigit,Wahyu,Arif,Yudi,Gunawan,Heru,Bayu,Danang,Teguh,Rudi,Anton,\
        Galih,Prasetyo,Untung,Adi,Satrio,Fajar,Rizki,Dimas,Aditya,Ilham
        """,
      women: """
        Sri,Endang,Wati,Siti,Ratna,Dewi,Retno,Wulan,Indah,Lestari,Rini,Yuni,Tuti,Ningsih,Astuti,Kartika,Ayu,Puspita,\
        Anggun,Larasati,Sekar,Intan,Fitri,Nur,Dyah,Widya,Maya,Novita,Citra,Melati
        """,
      family: """
        Santoso,Wibowo,Susanto,Setiawan,Nugroho,Purnomo,Hartono,Prabowo,Wijayanto,Suryanto,Kusuma,Handoko,Saputra,\
        Utomo,Raharjo,Widodo,Hidayat,Pranoto,Kurniawan,Sasongko,Wicaksono,Mulyono,Haryanto,Sutrisno,Yulianto
        """),
    NamePool(
      weight: 130, language: 0, order: .single,
      men:
        "Sutrisno,Suyatno,Paijo,Tukiman,Ngadimin,Wagiman,Supardi,Sukirman,Mulyadi,Sugeng,Jumadi,Kasiman,Parjo,Sarwono",
      women: "Suharti,Sumiati,Sulastri,Tukinah,Poniyem,Ngatini,Suparmi,Kasinem,Mujiati,Rukmini,Wagiyem,Partinah,Jumiati"
    ),
    NamePool(
      weight: 150, language: 2,
      men: "Asep,Dadang,Ujang,Cecep,Deden,Endang,Iwan,Jajang,Kosasih,Maman,Nanang,Otong,Tatang,Usep,Yayan,Dedi,Encep",
      women: "Neng,Euis,Imas,Lilis,Nining,Teti,Yati,Cucu,Elis,Entin,Ikah,Kokom,Mimin,Nyai,Rosita,Titin,Wiwin",
      family: "Sunandar,Suherman,Permana,Hidayat,Sutisna,Gumilar,Kartawijaya,Nurjaman,Sobari,Rukmana,Suryana,Mulyana"),
    NamePool(
      weight: 80, language: 0,
      men: "Togar,Parulian,Binsar,Ucok,Maruli,Poltak,Sahat,Tigor,Hotman,Jhonson,Ruhut,Saut,Edison,Mangara,Pardamean",
      women: "Tiurma,Rotua,Lamtiur,Duma,Rosmauli,Sondang,Tiarma,Hotnida,Romauli,Marlina,Basaria,Nurmala,Friska,Ruth",
      family: """
        Simanjuntak,Siregar,Nasution,Harahap,Hutapea,Sitompul,Panjaitan,Sihombing,Manurung,Lubis,Pane,Tambunan,\
        Situmorang,Nainggolan,Sinaga,Ginting,Tarigan,Sembiring,Karo-Karo,Perangin-angin
        """),
    NamePool(
      weight: 60, language: 0,
      men:
        "I Wayan=wayan,I Made=made,I Nyoman=nyoman,I Ketut=ketut,I Gusti Ngurah=ngurah,Ida Bagus=bagus,Gede=gede,Putu=putu",
      women:
        "Ni Wayan=wayan,Ni Made=made,Ni Nyoman=nyoman,Ni Ketut=ketut,Ni Luh=luh,Ida Ayu=dayu,Komang=komang,Kadek=kadek",
      family:
        "Sudarma,Artawan,Suardana,Widiarta,Mahendra,Astawa,Dharma,Sukerta,Pradnyani,Suartini,Wiryani,Parwati,Adnyana"),
    NamePool(
      weight: 70, language: 0,
      men: "Rahmat,Zulkifli,Syahrul,Taufik,Yusrizal,Hendri,Afrizal,Masrul,Irwandi,Nasrul,Ridwan,Fadli,Anwar",
      women: "Yusnidar,Rosnida,Elvira,Desmawati,Gusnita,Upik,Fitria,Nelmiati,Zuraida,Mardiah,Rahmi,Leni",
      family: "Chaniago,Koto,Piliang,Tanjung,Sikumbang,Jambak,Guci,Caniago,Melayu,Mandailing,Bodi,Panyalai"),
    NamePool(
      weight: 90, language: 0,
      men: "Hendra,Johan,Rudy,Kevin,Edwin,Steven,Andre,Ferdinand,Willy,Budiman,Tommy,Vincent,Kelvin,Albert",
      women: "Mei Ling=meiling,Lina,Fenny,Susan,Linda,Yenny,Cindy,Melissa,Grace,Vivian,Jessica,Angela,Silvia,Merry",
      family:
        "Wijaya,Halim,Tanuwijaya,Gunawan,Liem,Tan,Salim,Kurniawan,Lie,Oei,Hartanto,Setiabudi,Sutanto,Tjandra,Widjaja"),
    NamePool(
      weight: 50, language: 0,
      men:
        "Andi Baso=baso,Daeng Rapi=rapi,Muh. Ilyas=ilyas,Syamsuddin,Baharuddin,Hasanuddin,Arifin,Sudirman,Mappasessu",
      women:
        "Andi Tenri=tenri,Besse,Hasnah,Sitti Aminah=aminah,Nurhayati,Hj. Rosmini=rosmini,Marwah,Indo Tang=indotang",
      family: "Patiroi,Mattulada,Rahman,Makkasau,Yusuf,Pawelloi,Tahir,Mappanyukki,Palaguna,La Tunrung,Sjarifuddin"),
    NamePool(
      weight: 40, language: 0,
      men: "Teuku Umar=umar,Teuku Reza=reza,Said Fauzi=fauzi,Muzakir,Iskandar,Tgk. Hasan=hasan,Mahyuddin,Razali",
      women: "Cut Nyak=cut,Cut Meutia=meutia,Nurul,Safrida,Mauliza,Cut Intan=cutintan,Rauzah,Yusra",
      family: "Hasballah,Djuned,Ibrahim,Abdullah,Johan,Alamsyah,Ismail,Husein"),
    NamePool(
      weight: 90, language: 0,
      men:
        "Muhammad Rizky=rizky,Abdul Rahman=rahman,Ahmad Fauzan=fauzan,M. Yusuf=yusuf,Hafiz,Reza,Farhan,Irfan,Ali,Umar",
      women: "Nur Aini=aini,Siti Nurhaliza=haliza,Aisyah,Khadijah,Zahra,Nabila,Salma,Hana,Putri,Annisa,Rahmawati,Laila",
      family: "Ramadhan,Maulana,Akbar,Firmansyah,Hakim,Fadillah,Zulfikar,Syahputra,Anshari,Basri,Alatas,Shihab"),
  ]

  private static let abroad: [NamePool] = [
    NamePool(
      weight: 22, language: 3, country: 1,
      men: "Liam,Noah,Oliver,Seán=sean,George,Ethan,D'Angelo=dangelo,Rory",
      women: "Zoë=zoe,Emma,Charlotte,Renée=renee,Siobhán=siobhan,Grace,Maeve,Anaïs=anais",
      family: "O'Brien,Smith,Nguyen-Jones,Taylor,MacLeod,Walker,Brontë=bronte,García=garcia,Evans,St. John"),
    NamePool(
      weight: 18, language: 4, country: 2,
      men: "Jürgen=juergen,Lukas,Björn=bjoern,Daan,Sören=soeren,Matthias",
      women: "Zoë=zoe,Anneliese,Käthe=kaethe,Fleur,Jördis=joerdis,Mareike",
      family: "Müller=mueller,Weiß=weiss,van den Berg=vandenberg,Schäfer=schaefer,de Vries=devries,Groß=gross"),
    NamePool(
      weight: 10, language: 5, country: 3,
      men: "Łukasz=lukasz,Paweł=pawel,Michał=michal,Zbigniew",
      women: "Małgorzata=malgorzata,Agnieszka,Żaneta=zaneta,Zofia",
      family: "Wiśniewski=wisniewski,Wójcik=wojcik,Dąbrowska=dabrowska,Kowalczyk,Źrebiec=zrebiec"),
    NamePool(
      weight: 12, language: 6, country: 4, order: .familyFirst,
      men: "蓮=ren,陽翔=haruto,健太=kenta,大輔=daisuke",
      women: "さくら=sakura,陽菜=hina,美咲=misaki,葵=aoi",
      family: "佐藤=sato,鈴木=suzuki,高橋=takahashi,山本=yamamoto,髙田=takada"),
    NamePool(
      weight: 14, language: 7, country: 5, order: .familyFirst,
      men: "伟=wei,强=qiang,建国=jianguo,俊杰=junjie",
      women: "芳=fang,秀英=xiuying,丽=li,雪梅=xuemei",
      family: "王=wang,李=li,张=zhang,刘=liu,欧阳=ouyang"),
    NamePool(
      weight: 6, language: 8, country: 6,
      men: "محمد=mohammed,خالد=khalid,يوسف=yusuf",
      women: "فاطمة=fatima,مريم=maryam,نور=noor",
      family: "الحداد=alhaddad,العلي=alali,منصور=mansour"),
    NamePool(
      weight: 8, language: 9, country: 7, order: .single,
      men: "สมชาย=somchai,ณัฐพล=nattapon,วิชัย=wichai",
      women: "สุดา=suda,พิมพ์ชนก=pimchanok,มาลี=malee"),
  ]
}
