using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>Where the log goes: options of <c>system</c>.</summary>
internal static class LogImport
{
    /// <summary>There is but one collector there, without a name.</summary>
    private const string Name = "remote";

    private static readonly string[] Collector = ["system", "log", "collectors", Name];

    public static void Run(ImportContext context, UciSection section)
    {
        if (section.Find("log_size") is { } size)
            context.Draft.Set([size.Source], $"{size.Value}KiB", "system", "log", "size");
        var (address, remote) = (section.Find("log_ip"), section.Find("log_remote"));
        if (address is null || remote?.Switch == false)
        {
            foreach (var line in section.Lines.Where(line => line.Name is "log_ip" or "log_port" or "log_proto" or "log_remote"))
                context.Say(line, Fate.AlwaysSo, "without a collector nothing is sent");
            return;
        }
        context.Draft.Set(ImportContext.Of(address, remote), address.Value, [.. Collector, "address"]);
        if (section.Find("log_port") is { } port)
            context.Draft.Set([port.Source], port.Value, [.. Collector, "port"]);
        if (section.Find("log_proto") is { } transport)
            context.Draft.Set([transport.Source], transport.Value, [.. Collector, "transport"]);
        // All of it is sent there, whatever it is.
        context.Draft.Set([address.Source], "debug", [.. Collector, "level"]);
    }
}
