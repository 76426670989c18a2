module example.com/partner-server

go 1.19
