namespace Router.Daemon;

/// <summary>What this file is, and how it is called.</summary>
internal static class Product
{
    public const string Usage = """
        usage: routerd run [--state DIR] [--socket PATH] [--board FILE] [--root DIR]
                                       runs the router: boots its configuration, then serves the console and pushes
               routerd apply FILE [--dry-run] [--json] [--state DIR] [--board FILE] [--root DIR]
                                       applies one document once, in the current network namespace, and exits
               routerd console ...     the console; the same as calling this file "router"
               routerd --help | --version

          --state DIR    startup.yaml, generations and secrets          (/var/lib/router)
          --socket PATH  where the console connects                     (/run/router/routerd.sock)
          --board FILE   the board's profile, for ports by their role   (/etc/router/board.yaml)
          --root DIR     put in front of the system's files it writes   (/)

        exit codes: 0 done, 1 the input is wrong, 2 usage, 3 the machine failed

        """;

    public static string Version { get; } = typeof(Product).Assembly.GetName().Version!.ToString(3);
}
