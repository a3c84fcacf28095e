using System.Globalization;
using Router.Bench.MeshMachines;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["enlarge", var source, var target, var packets] => Decoding.Enlarge(source, target, int.Parse(packets)),
    ["decode", var file] => Decoding.Decode(file, brief: false),
    ["brief", var file] => Decoding.Decode(file, brief: true),
    ["hub", var spokes] => HubCost.Measure(int.Parse(spokes)),
    ["day", var plot, .. var sizes] => Day.Measure(plot, [.. sizes.Select(int.Parse)]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "enlarge SOURCE.pcap TARGET.pcap PACKETS | decode FILE.pcap | brief FILE.pcap | hub SPOKES | day PLOT.svg SPOKES...");
    return 2;
}
