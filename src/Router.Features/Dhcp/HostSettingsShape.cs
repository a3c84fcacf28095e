using System.Net;
using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.Dhcp;

/// <summary>The keys of <see cref="HostSettings"/>, which stand among others.</summary>
internal static class HostSettingsShape
{
    private const int LastOption = 254;

    private static readonly ListShape<IPAddress> Addresses = new(NetworkScalars.AddressV4);

    private static readonly RecordShape<BootConfig> Boot = new RecordShape<BootConfig>(
            "boot", "What hosts that start from the network are told (PXE).", () => new())
        .With("server", NetworkScalars.AddressV4, b => b.Server, (b, v) => b with { Server = v },
            "The TFTP server; without it every file is a URL.")
        .With("file", DhcpScalars.BootFile, b => b.File, (b, v) => b with { File = v }, "For machines that no other file is for.")
        .With("files", new MapShape<BootMachine, string>(BootMachines.Shape, DhcpScalars.BootFile), b => b.Files,
            (b, v) => b with { Files = v }, "By the machine that asks.")
        .With("ipxe", DhcpScalars.BootFile, b => b.Ipxe, (b, v) => b with { Ipxe = v },
            "For an iPXE that runs already, in place of all others.");

    private static readonly MapShape<int, ValueList<DhcpValue>> Options = new(
        Scalars.Number(1, LastOption, example: "150"), new ListShape<DhcpValue>(DhcpScalars.Value));

    public static RecordShape<T> AddTo<T>(RecordShape<T> shape, Func<T, HostSettings> get, Func<T, HostSettings, T> set) => shape
        .With("gateway", DhcpScalars.Gateway, t => get(t).Gateway, (t, v) => set(t, get(t) with { Gateway = v }),
            "The gateway that hosts are told of; without it, this router.")
        .With("dns", Addresses, t => get(t).Dns, (t, v) => set(t, get(t) with { Dns = v }),
            "Name servers that hosts are told of; without any, this router.")
        .With("domain", NameScalars.Domain, t => get(t).Domain, (t, v) => set(t, get(t) with { Domain = v }),
            "The domain that hosts are told, in which the names of their leases live; without it, that of services dns.")
        .With("search", new ListShape<string>(NameScalars.Domain), t => get(t).Search, (t, v) => set(t, get(t) with { Search = v }),
            "Domains that hosts look names without a dot up in.")
        .With("ntp", Addresses, t => get(t).Ntp, (t, v) => set(t, get(t) with { Ntp = v }), "Time servers that hosts are told of.")
        .With("wpad", DhcpScalars.Url, t => get(t).Wpad, (t, v) => set(t, get(t) with { Wpad = v }),
            "Where browsers find their proxy: the URL of a PAC file.")
        .With("boot", Boot, t => get(t).Boot, (t, v) => set(t, get(t) with { Boot = v }), "For hosts that start from the network (PXE).")
        .With("options", Options, t => get(t).Options, (t, v) => set(t, get(t) with { Options = v }),
            "Other options by number: addresses, a number, text, or bytes as hex:0a0b.");
}
