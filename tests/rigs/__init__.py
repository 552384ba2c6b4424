"""What tests stand on: the running product, its people, simulators, faults. No test lives here."""
