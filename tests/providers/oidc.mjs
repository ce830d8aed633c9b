// A real OpenID Connect provider on this machine, with people who are invented and no passwords.
import Provider from "oidc-provider";

const [port, back, people] = process.argv.slice(2);
const known = JSON.parse(people);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "tandem",
      client_secret: "an invented secret of thirty-two signs",
      redirect_uris: [back],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  pkce: { required: () => true },
  cookies: { keys: ["invented"] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...known[sub] }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
