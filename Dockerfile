# The mock as an image: docs/container.md. The base is anything with Node 20.19 or newer and npm.
ARG BASE=docker.io/library/node:22-bookworm-slim

FROM ${BASE} AS package
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm pack --silent --pack-destination /tmp && mv /tmp/apps-in-toss-mock-*.tgz /tmp/apps-in-toss-mock.tgz

FROM ${BASE} AS installed
# What is installed beside the mock, such as @redis/client for a world in Redis.
ARG PACKAGES=""
COPY --from=package /tmp/apps-in-toss-mock.tgz /tmp/
RUN npm install --prefix /opt/apps-in-toss-mock --omit=dev --omit=peer --no-audit --no-fund /tmp/apps-in-toss-mock.tgz ${PACKAGES}
# Owned by who runs the mock, so that a new volume is, too.
RUN install -d -o 10001 -g 10001 -m 0700 /tmp/certificates

FROM ${BASE}
LABEL org.opencontainers.image.title="apps-in-toss-mock" \
      org.opencontainers.image.description="Unofficial mock of the Apps in Toss partner API" \
      org.opencontainers.image.licenses="MIT"
COPY --from=installed /opt/apps-in-toss-mock /opt/apps-in-toss-mock
COPY --from=installed --chown=10001:10001 /tmp/certificates /certificates
# In a container every interface is the container's own; publish the ports on 127.0.0.1 (docs/container.md).
ENV PATH=/opt/apps-in-toss-mock/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME=/tmp \
    NODE_ENV=production \
    APPS_IN_TOSS_MOCK_DIR=/certificates \
    APPS_IN_TOSS_MOCK_HOST=0.0.0.0
WORKDIR /certificates
USER 10001:10001
VOLUME /certificates
EXPOSE 8443 8444
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 CMD ["apps-in-toss-mock", "status"]
ENTRYPOINT ["apps-in-toss-mock"]
