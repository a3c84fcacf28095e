using System.Net;
using System.Net.Sockets;

namespace Router.Daemon.Edges;

/// <summary>Names of hosts.</summary>
internal interface INames
{
    /// <summary>IPv4 addresses; empty: there are none, or nobody could be asked.</summary>
    Task<IReadOnlyList<IPAddress>> LookUpAsync(string name, CancellationToken stopping);
}

/// <summary>By the machine's resolver.</summary>
internal sealed class Names : INames
{
    public async Task<IReadOnlyList<IPAddress>> LookUpAsync(string name, CancellationToken stopping)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, AddressFamily.Unspecified, stopping);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
