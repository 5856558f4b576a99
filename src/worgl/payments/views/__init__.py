"""Pages of the wallet: home, pay, get paid, receipt and refund, activity and statement."""
