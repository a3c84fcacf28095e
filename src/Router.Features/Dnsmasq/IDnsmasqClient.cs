using System.Net;
using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.Interfaces;
using Router.Features.Texts;

namespace Router.Features.Dnsmasq;

/// <summary>A feature that dnsmasq does the work for: one program, one file, and a part of it from each.</summary>
internal interface IDnsmasqClient
{
    /// <summary>It has to be heard on this interface (by the admin's name).</summary>
    bool Serves(RouterConfig config, string name, InterfaceConfig settings) => false;

    /// <summary>Hosts that have a name by it.</summary>
    IEnumerable<(string Name, IPAddress Address)> Hosts(RouterConfig config) => [];

    /// <summary>Folders that it needs.</summary>
    IEnumerable<ServiceDirectory> Directories(RouterConfig config) => [];

    /// <summary>Its lines of the file.</summary>
    void Write(FileText<DnsmasqText> text, DnsmasqInput input);
}
