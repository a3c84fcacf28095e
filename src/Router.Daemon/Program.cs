using Router.Console;
using Router.Daemon;
using Router.Daemon.Verbs;

// One file for daemon and console: flash is scarce.
var version = Product.Version;
if (Path.GetFileName(Environment.GetCommandLineArgs()[0]) is "router" or "-router")
    return await ConsoleProgram.RunAsync(args, version);
switch (args)
{
    case ["console" or "router", .. var rest]:
        return await ConsoleProgram.RunAsync(rest, version);
    case ["apply", .. var rest]:
        return await new ApplyVerb(Console.Out, Console.Error).RunAsync(rest, CancellationToken.None);
    case ["run", .. var rest]:
        return await RunVerb.RunAsync(rest, Machinery.OfThisMachine, CancellationToken.None);
    case ["--version", ..]:
        Console.Out.WriteLine($"routerd {version}");
        return 0;
    case ["--help" or "-h", ..]:
        Console.Out.Write(Product.Usage);
        return 0;
    default:
        Console.Error.Write(args.Length == 0 ? Product.Usage : $"error: no verb \"{args[0]}\"\n{Product.Usage}");
        return 2;
}
