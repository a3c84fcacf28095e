using System.Globalization;
using System.Net;
using System.Text;
using Router.Api.Contract;

namespace Router.Daemon.Status.Mesh;

/// <summary>The meshes as this router sees them: itself in the middle, and everybody it knows a way to around it.</summary>
internal static class MeshDrawing
{
    private const int Middle = 320, Radius = 240, MostDrawn = 64;

    public static Response.MeshTopology Draw(IReadOnlyList<MeshStatus> meshes, IReadOnlyList<MeshPeerStatus> peers) =>
        new(Text(meshes, peers), Svg(meshes, peers));

    private static string Text(IReadOnlyList<MeshStatus> meshes, IReadOnlyList<MeshPeerStatus> peers)
    {
        var text = new StringBuilder();
        foreach (var mesh in meshes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{mesh.Name}: {mesh.Overlay} ({mesh.Role}) at {mesh.Address ?? mesh.Underlay}\n");
            var mine = peers.Where(p => p.Mesh == mesh.Name).ToList();
            foreach (var (index, peer) in mine.Index())
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{(index == mine.Count - 1 ? "└" : "├")}{Line(peer.Kind)} {peer.Kind} {peer.Overlay} at {peer.Nbma ?? "?"}: {peer.State}\n");
        }
        return text.ToString();
    }

    private static string Svg(IReadOnlyList<MeshStatus> meshes, IReadOnlyList<MeshPeerStatus> peers)
    {
        var svg = new StringBuilder();
        var height = Math.Max(1, meshes.Count) * 2 * Middle;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {2 * Middle} {height}\" font-family=\"sans-serif\" font-size=\"12\" text-anchor=\"middle\">\n");
        foreach (var (row, mesh) in meshes.Index())
        {
            var center = Middle + (row * 2 * Middle);
            var mine = peers.Where(p => p.Mesh == mesh.Name).ToList();
            foreach (var (index, peer) in mine.Take(MostDrawn).Index())
            {
                var angle = 2 * Math.PI * index / Math.Min(mine.Count, MostDrawn);
                var (x, y) = (Middle + (Radius * Math.Sin(angle)), center - (Radius * Math.Cos(angle)));
                var dash = peer.Kind == "shortcut" ? " stroke-dasharray=\"6 4\"" : "";
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"  <line x1=\"{Middle}\" y1=\"{center}\" x2=\"{x:F0}\" y2=\"{y:F0}\" stroke=\"{Color(peer.State)}\"{dash}/>\n");
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"  <circle cx=\"{x:F0}\" cy=\"{y:F0}\" r=\"{(peer.Kind == "hub" ? 14 : 8)}\" fill=\"{Color(peer.State)}\"/>\n");
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"  <text x=\"{x:F0}\" y=\"{y + 26:F0}\">{WebUtility.HtmlEncode($"{peer.Overlay} at {peer.Nbma ?? "?"}")}</text>\n");
            }
            svg.Append(CultureInfo.InvariantCulture, $"  <circle cx=\"{Middle}\" cy=\"{center}\" r=\"18\" fill=\"#1f4e79\"/>\n");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"  <text x=\"{Middle}\" y=\"{center + 36}\">{WebUtility.HtmlEncode($"{mesh.Name}: {mesh.Overlay}")}</text>\n");
            if (mine.Count > MostDrawn)
                svg.Append(
                    CultureInfo.InvariantCulture, $"  <text x=\"{Middle}\" y=\"{center + 52}\">and {mine.Count - MostDrawn} more</text>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static string Line(string kind) => kind == "shortcut" ? "╌╌" : "──";

    private static string Color(string state) => state is "registered" or "up" ? "#2e7d32" : "#c62828";
}
