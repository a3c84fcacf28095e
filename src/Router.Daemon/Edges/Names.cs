using System.Net;
using System.Net.Sockets;
using Router.Daemon.Mesh;

namespace Router.Daemon.Edges;

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
