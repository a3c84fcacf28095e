using System.Text;
using System.Text.Json.Nodes;

namespace Router.Image.Containers;

/// <summary>A file of a layout, by what is in it.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Digest"><c>sha256:</c> and the hash.</param>
/// <param name="Size">Bytes.</param>
internal sealed record OciBlob(string MediaType, string Digest, long Size);

/// <summary>
/// The documents of an OCI image layout (OCI image format 1.1): how it is started, what it is made of, where that lies. Equal inputs give
/// equal bytes.
/// </summary>
internal static class OciText
{
    public const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string Config = "application/vnd.oci.image.config.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Labels = "org.opencontainers.image";

    /// <summary>The file <c>oci-layout</c>.</summary>
    public static byte[] Layout() => Bytes(new JsonObject { ["imageLayoutVersion"] = "1.0.0" });

    /// <summary>How a container of it is started.</summary>
    /// <param name="architecture">As Debian and Go name it: <c>amd64</c>.</param>
    /// <param name="layer">The digest of the layer before it was compressed.</param>
    /// <param name="title">The board.</param>
    /// <param name="version">Of the firmware.</param>
    /// <param name="created">Seconds since 1970.</param>
    public static byte[] ConfigOf(string architecture, string layer, string title, string version, long created)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(created).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        return Bytes(new JsonObject
        {
            ["created"] = time,
            ["architecture"] = architecture,
            ["os"] = "linux",
            ["config"] = new JsonObject
            {
                ["Env"] = new JsonArray("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                ["Entrypoint"] = new JsonArray("/usr/libexec/router/container"),
                ["Volumes"] = new JsonObject { ["/data"] = new JsonObject() },
                ["WorkingDir"] = "/",
                ["StopSignal"] = "SIGTERM",
                ["Labels"] = new JsonObject { [$"{Labels}.title"] = title, [$"{Labels}.version"] = version },
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(layer) },
            ["history"] = new JsonArray(new JsonObject { ["created"] = time, ["created_by"] = "routerctl image build" }),
        });
    }

    public static byte[] ManifestOf(OciBlob config, OciBlob layer) => Bytes(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = Manifest,
        ["config"] = Descriptor(config),
        ["layers"] = new JsonArray(Descriptor(layer)),
    });

    /// <summary>The file <c>index.json</c>: where to begin.</summary>
    public static byte[] IndexOf(OciBlob manifest, string architecture, string version)
    {
        var descriptor = Descriptor(manifest);
        descriptor["platform"] = new JsonObject { ["architecture"] = architecture, ["os"] = "linux" };
        descriptor["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = version };
        return Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Index,
            ["manifests"] = new JsonArray(descriptor),
        });
    }

    private static JsonObject Descriptor(OciBlob blob) => new()
    {
        ["mediaType"] = blob.MediaType,
        ["digest"] = blob.Digest,
        ["size"] = blob.Size,
    };

    private static byte[] Bytes(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString());
}
