print("kenal")
